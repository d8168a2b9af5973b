import { at, client, of, upload, type Asked, type Sent } from './api'

/** Members' points: every operation of the room. Amounts are tenths of a point. */
export const points = {
  schemes: (signal?: AbortSignal) => of(client.GET('/api/points/schemes', { signal })),
  years: (query: Asked<'/api/points/years'>, signal?: AbortSignal) => of(client.GET('/api/points/years', { params: { query }, signal })),
  year: (id: string, signal?: AbortSignal) => of(client.GET('/api/points/years/{id}', { params: at(id), signal })),
  openYear: (branch_id: string, year: number) => of(client.POST('/api/points/years', { body: { branch_id, year } })),
  accounts: (id: string, query: { cursor?: string; limit?: number }, signal?: AbortSignal) => of(client.GET('/api/points/years/{id}/accounts', { params: { ...at(id), query }, signal })),
  account: (id: string, signal?: AbortSignal) => of(client.GET('/api/points/accounts/{id}', { params: at(id), signal })),
  setClass: (id: string, body: Sent<'/api/points/accounts/{id}/class', 'post'>) => of(client.POST('/api/points/accounts/{id}/class', { params: at(id), body })),
  entries: (id: string, query: Asked<'/api/points/years/{id}/entries'>, signal?: AbortSignal) => of(client.GET('/api/points/years/{id}/entries', { params: { ...at(id), query }, signal })),
  entry: (id: string, signal?: AbortSignal) => of(client.GET('/api/points/entries/{id}', { params: at(id), signal })),
  record: (body: Sent<'/api/points/entries', 'post'>) => of(client.POST('/api/points/entries', { body })),
  act: (body: Sent<'/api/points/entries/act', 'post'>) => of(client.POST('/api/points/entries/act', { body })),
  gather: (id: string) => of(client.POST('/api/points/years/{id}/gather', { params: at(id) })),
  reverse: (id: string, reason: string) => of(client.POST('/api/points/entries/{id}/reverse', { params: at(id), body: { reason } })),
  post: (id: string, client_key: string) => of(client.POST('/api/points/years/{id}/postings', { params: at(id), body: { client_key } })),
  object: (id: string, reason: string) => of(client.POST('/api/points/entries/{id}/object', { params: at(id), body: { reason } })),
  takeUp: (id: string) => of(client.POST('/api/points/entries/{id}/recheck', { params: at(id) })),
  decide: (id: string, holds: boolean, answer: string) => of(client.POST('/api/points/entries/{id}/decide', { params: at(id), body: { holds, answer } })),
  attach: (id: string, form: FormData) => of(client.POST('/api/points/entries/{id}/files', { params: at(id), ...upload(form) })),
  tally: (id: string, rev: number) => of(client.POST('/api/points/years/{id}/tally', { params: at(id), body: { rev } })),
  meet: (id: string, body: Sent<'/api/points/years/{id}/meeting', 'post'>) => of(client.POST('/api/points/years/{id}/meeting', { params: at(id), body })),
  grade: (id: string, body: Sent<'/api/points/years/{id}/grade', 'post'>) => of(client.POST('/api/points/years/{id}/grade', { params: at(id), body })),
  file: (id: string, rev: number) => of(client.POST('/api/points/years/{id}/file', { params: at(id), body: { rev } })),
  back: (id: string, rev: number, reason: string) => of(client.POST('/api/points/years/{id}/back', { params: at(id), body: { rev, reason } })),
  close: (id: string, rev: number) => of(client.POST('/api/points/years/{id}/close', { params: at(id), body: { rev } })),
  hand: (id: string, body: Sent<'/api/points/follows/{id}/hand', 'post'>) => of(client.POST('/api/points/follows/{id}/hand', { params: at(id), body })),
  finish: (id: string, rev: number, note: string) => of(client.POST('/api/points/follows/{id}/finish', { params: at(id), body: { rev, note } })),
  mine: (signal?: AbortSignal) => of(client.GET('/api/points/mine', { signal })),
  myEntry: (id: string, signal?: AbortSignal) => of(client.GET('/api/points/mine/entries/{id}', { params: at(id), signal })),
  propose: (body: Sent<'/api/points/mine/entries', 'post'>) => of(client.POST('/api/points/mine/entries', { body })),
}

/** The shapes, as the operations answer them. */
type Answer<F extends (...given: never[]) => Promise<unknown>> = Awaited<ReturnType<F>>
export type PointsYear = Answer<typeof points.years>['items'][number]
export type PointsYearDetail = Answer<typeof points.year>
export type PointsAccount = Answer<typeof points.accounts>['items'][number]
export type PointsAccountDetail = Answer<typeof points.account>
export type PointsEntry = Answer<typeof points.entries>['items'][number]
export type PointsEntryDetail = Answer<typeof points.entry>
export type PointsScheme = Answer<typeof points.schemes>['items'][number]
export type PointsItem = PointsScheme['items'][number]
export type PointsFollow = PointsYearDetail['follows'][number]

/** Tenths as people write points: 5, 0.5; with the sign where it is a change. */
export function pts(tenths: number, signed = false): string {
  const text = String(Math.abs(tenths) / 10)
  return tenths < 0 ? `−${text}` : signed && tenths > 0 ? `+${text}` : text
}

/** What somebody typed, in tenths; NaN where it is no figure of at most one decimal. */
export function tenths(text: string): number {
  return /^\d{1,6}(\.\d)?$/.test(text.trim()) ? Math.round(Number(text) * 10) : Number.NaN
}
