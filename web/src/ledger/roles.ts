/* Roles in which units and persons answer for a finding. */

/** Columns of the finding that come from a responsibility, and its role. */
export const single_roles: Record<string, string> = {
  lead_unit_id: 'lead_unit',
  lead_official_id: 'lead_official',
  accountable_official_id: 'accountable_official',
}
export const is_unit = (role: string) => role.endsWith('_unit')
export const holder_of = (role: string) => (is_unit(role) ? 'organisation_id' : 'person_id')
