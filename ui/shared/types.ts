/** Shapes of the REST contract. Ids are strings ("" = none), days "YYYY-MM-DD", instants epoch milliseconds. */
export interface Meta { version: string; demo: boolean; county: { id: string; code: string; name: string } }
export interface Def { id: string; name: string; name_en: string }
export interface Definitions {
  levels: (Def & { level: number })[];
  place_kinds: (Def & { level: number })[];
  body_kinds: Def[];
  posts: (Def & { levels: number[]; body_kinds: string[]; head: boolean; required: boolean; tasks: string; tasks_en: string })[];
  topics: Def[];
  case_types: (Def & {
    states: (Def & { open: boolean; light: '' | 'green' | 'blue' | 'amber' | 'red'; public_name: string; public_name_en: string })[];
    transitions: (Def & { from: string[]; to: string; by: string[]; needs: ('reason' | 'note' | 'body' | 'assignee' | 'handler' /* a body or an assignee */ | 'rating')[]; primary: boolean })[];
  })[];
}
export interface PlaceRef { id: string; name: string; level: number; code: string }
export interface Me {
  account_id: string; person_id: string; login: string; name: string; perms: string[];
  posts: { id: string; post: string; post_name: string; post_name_en: string; place: PlaceRef | null; body: { id: string; name: string } | null; topic: string; to: string }[];
}
export interface DemoPerson { account_id: string; name: string; post_name: string; post_name_en: string; place_name: string; hint: string; hint_en: string; front: 'console' | 'field' }
export interface Head { appointment_id: string; post: string; person_id: string; person_name: string }
export interface Place {
  id: string; rev: number; code: string; name: string; level: number; kind: string; parent_id: string; from: string; to: string;
  households: number; path: PlaceRef[];
  heads: Head[]; children: number; open_cases: number; soon_cases: number; overdue_cases: number; vacant: boolean;
}
export interface PlaceDetail extends Place { officers: Appointment[]; duty_today: { person_name: string; post: string; service_phone: string }[]; card_path: string /* "/g/141029100001" */; responsible: (Head & { place: PlaceRef })[] /* nearest heads, own place or the nearest above */ }
export interface Gap { kind: 'vacant' | 'overlap'; place: PlaceRef; path: string; post: string; holders: { appointment_id: string; person_id: string; person_name: string; from: string; to: string }[] }
export interface RosterDay { day: string; holders: { appointment_id: string; person_name: string; post: string }[] }
export interface Person { id: string; rev: number; name: string; place: PlaceRef; phone: string /* masked, e.g. 138****5678 */; has_account: boolean; posts: string[] /* labels today: "昌宁镇 网格长" */ }
export interface PersonDetail extends Person { appointments: Appointment[]; memberships: Member[]; account: Account | null }
export interface Appointment { id: string; rev: number; post: string; person_id: string; person_name: string; place: PlaceRef | null; body: { id: string; name: string } | null; topic: string; from: string; to: string; term_end: string; service_phone: string; show_name: boolean; acting: boolean }
export interface Body { id: string; rev: number; name: string; kind: string; parent_id: string; parent_name: string; place: PlaceRef; from: string; to: string; members: number; leader: string }
export interface BodyDetail extends Body { officers: Appointment[]; member_list: Member[]; children_list: Body[] }
export interface Member { id: string; rev: number; body: { id: string; name: string }; person_id: string; person_name: string; role: string; from: string; to: string }
export interface Account { id: string; rev: number; login: string; person_id: string; person_name: string; state: 'invited' | 'active' | 'disabled'; last_seen: number; locked_until: number }
export interface Case {
  id: string; rev: number; no: string /* readable number 2026-000123 */; type: string; state: string; topic: string; text: string; at: number; due: number /*0 none*/; light: '' | 'green' | 'blue' | 'amber' | 'red' /* computed from due */;
  place: PlaceRef; path: string /* "昌宁镇 / 龙鼻村 / 一组" */; reporter: 'resident' | 'officer'; reporter_name: string /* "" when anonymous or resident without name */; anonymous: boolean; contact: string /* masked */;
  body: { id: string; name: string } | null; assignee: { id: string; name: string } | null; photos: number; rating: number /*0 none,1..5*/; workdays_left?: number /* working days until due, by the county calendar; absent when unknown */
}
export interface CaseSummary { open: number; overdue: number; soon: number; mine: number; unit: number; oldest_overdue_days: number; by_state: { state: string; n: number }[]; by_place: { place: PlaceRef; open: number; overdue: number }[] }
export interface CaseDetail extends Case { actions: { id: string; name: string; name_en: string; needs: string[]; primary: boolean }[] /* only those this actor may take now */; photo_list: Photo[]; feedback: string; rating_text: string; follow_code?: string /* only in the answer of POST */; timeline: TimelineItem[] }
export interface Photo { id: string; at: number; by: 'reporter' | 'handler'; width: number; height: number; url: string }
export interface TimelineItem { at: number; no: number /* journal number, 0 pending */; actor: string; action: string /* room.verb or casework.<transition> */; name: string; name_en: string; state: string; note: string; to: string /* whom it went to: body or person name */ }
export interface JournalItem { no: number; at: number; actor: string; action: string; reason: string; op: 'insert' | 'update' | 'delete' | 'view'; rev: number; changes: { column: string; before: string; after: string }[]; hash: string }
export interface Import { id: string; name: string; at: number; by: string; kind: 'grid' | 'divisions'; state: 'checking' | 'checked' | 'refused' | 'applying' | 'done' | 'failed' | 'cancelled'; done: number; total: number; counts: { places_new: number; places_changed: number; officers_new: number; officers_changed: number; unchanged: number }; errors: { sheet: string; row: number; column: string; code: string; args: Record<string, string>; message: string }[]; error_count: number }

export interface Problem { type: string; title: string; status: number; detail: string; code: string; field?: string; args?: Record<string, string>; request_id: string; errors?: { message: string; location: string }[] }
export type PlaceHit = PlaceRef & { path: string }
export interface NewAppointment { post: string; person_id: string; place_id?: string; body_id?: string; topic?: string; from: string; to?: string; term_end?: string; service_phone?: string; show_name?: boolean; acting?: boolean }
export interface CaseQuery { box?: string; state?: string; topic?: string; place?: string; open?: 'true' | 'false' | ''; cursor?: string; limit?: number }
export interface CaseAction { rev: number; action: string; client_key: string; reason?: string; note?: string; body_id?: string; assignee_id?: string; rating?: number; rating_text?: string }
export interface DispatchTargets { bodies: { id: string; name: string; place: string }[]; people: { id: string; name: string; post: string; place: string }[] }
export type Light = '' | 'green' | 'blue' | 'amber' | 'red'
