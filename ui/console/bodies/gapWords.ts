import { longDay } from '@shared/format'
import { nameOf } from '@shared/language'
import type { BodyGap } from '@shared/types'
import { bodyKindName } from '../state/definitions'

/** What is amiss with a body, in a sentence. */
export function gapSays(g: BodyGap, t: (key: string, args: Record<string, unknown>) => string): string {
  return t(`bodyGap.say.${g.kind}`, { kind: bodyKindName(g.body_kind), n: g.n, want: g.want, day: g.day ? longDay(g.day) : '', rule: nameOf(g.clash) })
}
