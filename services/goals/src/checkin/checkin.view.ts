import type { CheckinRow } from './checkin.queries';

/** @param isPartner whether the viewer is an active partner of the owner, who may verify */
export function checkinView(row: CheckinRow, isPartner: boolean) {
  return {
    id: row.id,
    system_id: row.systemId,
    user_id: row.userId,
    partnership_id: row.partnershipId,
    client_id: row.clientId,
    checked_in_at: row.checkedInAt,
    local_time: row.localTime,
    local_date: row.localDate,
    status: row.status,
    awaiting_user_verification: isPartner && row.status === 'pending_verification',
    value: row.metricValueLogged,
    notes: row.notes,
    photo_url: row.photoUrl,
    imported: row.importId !== null,
    verified_by_partner_id: row.verifiedByPartnerId,
    verified_at_utc: row.verifiedAt,
    verifier_query: row.verifierQuery,
    query_answer: row.queryAnswer,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  };
}
