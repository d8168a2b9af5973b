/**
 * The shapes of the REST contract under short names. They come from api.gen.ts, which is generated from the OpenAPI document
 * of the server (`make gen`), so that a front end that parts from the server does not compile.
 * Ids are strings ("" = none), days "YYYY-MM-DD", instants epoch milliseconds.
 */
import type { components } from './api.gen'

type S = components['schemas']

export type Meta = S['Meta']
export type Def = S['Def']
export type Definitions = S['Definitions']
export type PlaceRef = S['Ref']
export type Me = S['Me']
export type DemoPerson = S['DemoPerson']
export type Head = S['Head']
export type Place = S['GridPlace']
export type PlaceDetail = S['PlaceDetail']
export type Gap = S['Gap']
export type RosterDay = S['RosterDay']
export type Person = S['PersonView']
export type PersonDetail = S['PersonDetail']
export type Appointment = S['Appointment']
export type Body = S['Body']
export type BodyDetail = S['Detail']
export type Member = S['Member']
export type Account = S['Account']
export type Case = S['Case']
export type CaseSummary = S['Summary']
export type CaseDetail = S['CaseworkDetail']
export type Photo = S['Photo']
export type TimelineItem = S['TimelineItem']
export type JournalItem = S['JournalItem']
export type Import = S['Import']
export type SheetTable = S['Table']
export type Problem = S['Problem']
export type PlaceHit = S['Found']
export type NewAppointment = S['NewAppointment']
export type CaseAction = S['CaseworkActInBody']
export type DispatchTargets = S['Targets']
export type Light = Case['light']

export interface CaseQuery { box?: string; state?: string; topic?: string; place?: string; open?: 'true' | 'false' | ''; cursor?: string; limit?: number }
