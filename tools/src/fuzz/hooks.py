"""What the OpenAPI document cannot tell Schemathesis about the API, and the checks that follow from it."""

import re
import unicodedata
from collections import defaultdict

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
MOST_CURSORS = 20
PAGING = {"cursor", "limit", "page"}


def is_visible(text):
    return any(unicodedata.category(letter)[0] in "LNPS" for letter in text)


def is_searchable(text):
    return re.search("[A-Za-z0-9]{2}", text) is not None


def one_of(*values):
    return lambda text: text in values


# The formats that the document names and JSON Schema does not know: a sufficient test, and a value.
FORMATS = {
    "iana-time-zone": (one_of("UTC", "Asia/Kolkata"), "Africa/Kigali"),
    "iso-3166-country": (one_of("DE", "RW"), "KE"),
    "iso-4217": (one_of("JPY", "KWD", "USD"), "KES"),
    "search-words": (is_searchable, "clarie"),
    "visible-text": (is_visible, "Clarie"),
}


@schemathesis.hook
def before_call(context, case, kwargs):
    """Replaces generated texts of those formats, and cursors that the list has not issued."""
    if not is_positive(case):
        return
    operation = case.operation
    for parameter in operation.definition.raw.get("parameters", []):
        name = parameter["name"]
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
        case.query["cursor"] = cursors[len(str(case.query)) % len(cursors)]
    else:
        del case.query["cursor"]


def list_of(case):
    """The name of a list: its operation, filter and order."""
    kept = [(name, str(value)) for name, value in (case.query or {}).items() if name not in PAGING]
    return case.operation.label, tuple(sorted(kept))


def with_formats(case, value, schema):
    """The value with texts of the named formats, as deep as the schema describes it."""
    schema = resolved(case, schema)
    holds, known = FORMATS.get(schema.get("format"), (None, None))
    if isinstance(value, str):
        return value if holds is None or holds(value) else known
    if isinstance(value, list) and "items" in schema:
        return [with_formats(case, item, schema["items"]) for item in value]
    if isinstance(value, dict):
        fields = schema.get("properties", {})
        return {name: with_formats(case, field, fields.get(name, {})) for name, field in value.items()}
    return value


def resolved(case, schema):
    if "$ref" not in schema:
        return schema
    name = schema["$ref"].rsplit("/", 1)[-1]
    return case.operation.schema.raw_schema["components"]["schemas"][name]


@schemathesis.hook
def after_call(context, case, response):
    """Remembers the cursor of the next page."""
    pagination = body_of(response).get("pagination")
    cursor = pagination.get("next_cursor") if isinstance(pagination, dict) else None
    if cursor is not None:
        issued[list_of(case)] = [*issued[list_of(case)], cursor][-MOST_CURSORS:]


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
