"""What the OpenAPI document cannot tell Schemathesis about the API, and the checks that follow from it."""

import re
import unicodedata
from collections import defaultdict
from itertools import count

import schemathesis

# Codes of requests that the document does not allow.
MALFORMED = {
    "BAD_REQUEST",
    "BODY_TOO_LARGE",
    "CURSOR_INVALID",
    "HEADERS_TOO_LARGE",
    "IDEMPOTENCY_KEY_INVALID",
    "MALFORMED_JSON",
    "METHOD_NOT_ALLOWED",
    "NOT_ACCEPTABLE",
    "UNSUPPORTED_MEDIA_TYPE",
    "URI_TOO_LONG",
    "VALIDATION_FAILED",
}

# The last cursors that each list has issued.
issued = defaultdict(list)
PAGING = {"cursor", "limit", "page"}

# The last ids that responses had: those of a list by the path of the list, and those of users.
known_ids = defaultdict(list)
USERS = "users"
MOST_KNOWN = 20
calls = count()

# What these do to the users of the run would end its friendships and invitations before they are used.
HARMFUL = {"banUser", "blockUser", "endFriendship"}


def is_legible(text):
    return sum(unicodedata.category(letter) in ("Mn", "Me") for letter in text) <= 8


def is_visible(text):
    return is_legible(text) and any(unicodedata.category(letter)[0] in "LNPS" for letter in text)


def is_searchable(text):
    return re.search("[A-Za-z0-9]{2}", text) is not None


def one_of(*values):
    return lambda text: text in values


KNOWN_DATE = "2026-06-01"

# The formats that the document names and JSON Schema does not know: a sufficient test, and a value.
FORMATS = {
    "emoji": (one_of("\U0001f389", "\u2764\ufe0f"), "\U0001f44f"),
    "emoji-text": (one_of("\U0001f389", "\u2764\ufe0f"), "\U0001f44f"),
    "iana-time-zone": (one_of("UTC", "Asia/Kolkata"), "Africa/Kigali"),
    "iso-3166-country": (one_of("DE", "RW"), "KE"),
    "iso-4217": (one_of("JPY", "KWD", "USD"), "KES"),
    "legible-text": (is_legible, "Runs at dawn"),
    "search-words": (is_searchable, "clarie"),
    "visible-text": (is_visible, "Clarie"),
}


@schemathesis.hook
def before_call(context, case, kwargs):
    """Replaces texts of those formats, cursors that were not issued, and in every other request ids that do not exist."""
    if not is_positive(case):
        return
    if next(calls) % 2 == 0:
        use_known_ids(case)
    operation = case.operation
    for parameter in operation.definition.raw.get("parameters", []):
        name = parameter["name"]
        if parameter["in"] == "path" and name in (case.path_parameters or {}):
            case.path_parameters[name] = with_formats(case, case.path_parameters[name], parameter["schema"])
        if parameter["in"] != "query" or name not in (case.query or {}):
            continue
        if name == "cursor":
            use_issued_cursor(case)
        else:
            case.query[name] = with_formats(case, case.query[name], parameter["schema"])
    content = operation.definition.raw.get("requestBody", {}).get("content", {})
    for media in content.values():
        case.body = with_formats(case, case.body, media["schema"])


def use_issued_cursor(case):
    """A cursor is good for the list that issued it. Without one, the first page is read."""
    cursors = issued[list_of(case)]
    if cursors:
        case.query["cursor"] = some_of(cursors)
    else:
        del case.query["cursor"]


def use_known_ids(case):
    """Ids in the path are those of the list before them, or of users; in the body, those of users."""
    if case.operation.definition.raw["operationId"] in HARMFUL:
        return
    for name in case.path_parameters or {}:
        before = case.operation.path.split("/{" + name + "}")[0]
        ids = known_ids[before] or (known_ids[USERS] if name in {"id", "userId", "friendId"} else [])
        if ids:
            case.path_parameters[name] = some_of(ids)
    if isinstance(case.body, dict) and "user_id" in case.body and known_ids[USERS]:
        case.body["user_id"] = some_of(known_ids[USERS])


def some_of(values):
    return values[next(calls) % len(values)]


def list_of(case):
    """The name of a list: its operation, owner, filter and order."""
    kept = [(name, str(value)) for name, value in (case.query or {}).items() if name not in PAGING]
    return case.operation.label, str(case.path_parameters), tuple(sorted(kept))


def with_formats(case, value, schema):
    """The value with texts of the named formats, as deep as the schema describes it."""
    schema = chosen(case, value, resolved(case, schema))
    holds, known = FORMATS.get(schema.get("format"), (None, None))
    if isinstance(value, str) and is_date_outside(value, schema):
        return KNOWN_DATE
    if isinstance(value, str):
        return value if holds is None or holds(value) else known
    if isinstance(value, list) and "items" in schema:
        return [with_formats(case, item, schema["items"]) for item in value]
    if isinstance(value, dict):
        fields = schema.get("properties", {})
        return {name: with_formats(case, field, fields.get(name, {})) for name, field in value.items()}
    return value


def chosen(case, value, schema):
    """The alternative of a schema whose constants the value has, or whose type."""
    for alternative in schema.get("oneOf", schema.get("anyOf", [])):
        alternative = resolved(case, alternative)
        constants = {
            name: field["const"] for name, field in alternative.get("properties", {}).items() if "const" in field
        }
        if isinstance(value, dict) and all(value.get(name) == constant for name, constant in constants.items()):
            return alternative
        if isinstance(value, str) and alternative.get("type") == "string":
            return alternative
    return schema


def is_date_outside(value, schema):
    """Schemathesis generates any date for a schema that has a format and a pattern."""
    return schema.get("format") == "date" and re.search(schema.get("pattern", ""), value) is None


def resolved(case, schema):
    if "$ref" not in schema:
        return schema
    name = schema["$ref"].rsplit("/", 1)[-1]
    return case.operation.schema.raw_schema["components"]["schemas"][name]


@schemathesis.hook
def after_call(context, case, response):
    """Remembers the cursor of the next page, and ids."""
    body = body_of(response)
    pagination = body.get("pagination")
    if isinstance(pagination, dict):
        remember(issued[list_of(case)], pagination.get("next_cursor"))
    for items in body.values():
        for item in items if isinstance(items, list) else []:
            if isinstance(item, dict) and "id" in item:
                remember(known_ids[case.operation.path], item["id"])
    for user in users_in(body):
        remember(known_ids[USERS], user["id"])


def users_in(value):
    if isinstance(value, dict):
        if "id" in value and "username" in value:
            yield value
        value = list(value.values())
    for item in value if isinstance(value, list) else []:
        yield from users_in(item)


def remember(values, value):
    if value is not None and value not in values:
        values.append(value)
        del values[:-MOST_KNOWN]


@schemathesis.check
def accepted_as_well_formed(ctx, response, case):
    """A request that matches the document is not refused as malformed."""
    code = code_of(response)
    if is_positive(case) and code in MALFORMED:
        raise AssertionError(f"A request that matches the document was refused with {code}")


@schemathesis.check
def documented_code(ctx, response, case):
    """The document lists the code of every refusal under its status."""
    code = code_of(response)
    if code is None or response.status_code >= 500 or not is_operation(case):
        return
    responses = case.operation.definition.raw.get("responses", {})
    documented = responses.get(str(response.status_code), {})
    if code not in re.findall(r"\w+", described(case, documented)):
        raise AssertionError(f"{code} is not documented for the status {response.status_code}")


def described(case, documented):
    """The description of a response, also of one that is a reference."""
    name = documented.get("$ref", "").rsplit("/", 1)[-1]
    shared = case.operation.schema.raw_schema["components"].get("responses", {})
    return shared.get(name, documented).get("description", "")


def is_operation(case):
    """The coverage phase also sends methods that a path does not have."""
    return case.method.upper() == case.operation.method.upper()


def is_positive(case):
    return case.meta is not None and case.meta.generation.mode.is_positive


def code_of(response):
    return body_of(response).get("code") if response.status_code >= 400 else None


def body_of(response):
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
