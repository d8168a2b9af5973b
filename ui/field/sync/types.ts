/** A field of a card on which two said different things, and which waits for a person (Clash, ibid.). */
export interface Clash { household: string; field: string; kept: { value: unknown; by: string }; other: { value: unknown; by: string } }

/** A household as the server lets a device hold it (internal/domain/field): number and telephone masked, of a birth the year. */
export interface House {
  code: string
  head: string
  place: string
  path: string
  members: { id: string; name: string; rel: string; birth: string; sex: string; ini: string; phone?: string; away?: boolean; guest?: boolean }[]
  facts: { f: string; v: unknown; n: number; d: string; by: string }[]
  links: { kind: string; person: string; name: string }[]
  more?: Record<string, unknown>
}
