import { beforeEach, describe, expect, it } from 'vitest'
import { addDays, ago, codeGroups, dayOf, daysBetween, fullMoment, longDay, moment, money, period, remaining, shortDay } from './format'
import { language } from './language'

const now = Date.parse('2026-11-22T14:30:00+08:00')
const at = (text: string) => Date.parse(`${text}+08:00`)

describe('formatting', () => {
  beforeEach(() => (language.value = 'zh'))

  it('reads instants in the time zone of the county', () => {
    expect(dayOf(Date.parse('2026-11-21T17:00:00Z'))).toBe('2026-11-22')
    expect(fullMoment(now)).toBe('2026年11月22日 14:30')
    expect(moment(now, now)).toBe('11-22 周日 14:30')
    expect(moment(at('2025-01-02T08:05:00'), now)).toBe('2025-01-02 周四 08:05')
  })

  it('says days', () => {
    expect(longDay('2026-11-02')).toBe('2026年11月2日')
    expect(shortDay('2026-11-22')).toBe('11-22 周日')
    expect(longDay('')).toBe('')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(daysBetween('2026-11-22', '2026-11-20')).toBe(-2)
    expect(period('2026-01-01', '')).toBe('2026年1月1日起')
    expect(period('2026-01-01', '2026-02-01')).toBe('2026年1月1日至2026年2月1日')
  })

  it('says what is left in words, and working days only when they are known', () => {
    expect(remaining(0)).toBe('')
    expect(remaining(at('2026-11-24T18:00:00'), undefined, now)).toBe('还剩 2 天')
    expect(remaining(at('2026-11-24T18:00:00'), 2, now)).toBe('还剩 2 个工作日')
    expect(remaining(at('2026-11-22T18:00:00'), undefined, now)).toBe('今天到期')
    expect(remaining(at('2026-11-16T18:00:00'), undefined, now)).toBe('逾期 6 天')
    expect(remaining(at('2026-11-22T14:00:00'), undefined, now)).toBe('逾期 1 天')
  })

  it('says how long ago', () => {
    expect(ago(now - 30_000, now)).toBe('刚刚')
    expect(ago(now - 3_600_000 * 3, now)).toBe('3 小时前')
    expect(ago(at('2026-11-21T23:00:00'), now)).toBe('昨天')
  })

  it('groups figures', () => {
    expect(money(1_234_500)).toBe('¥12,345.00')
    expect(money(-50)).toBe('-¥0.50')
    expect(codeGroups('141029100001')).toBe('141029 100 001')
    expect(codeGroups('14102910000101')).toBe('14102910000101')
  })

  it('does all of it in English', () => {
    language.value = 'en'
    expect(fullMoment(now)).toBe('22 Nov 2026 14:30')
    expect(remaining(at('2026-11-24T18:00:00'), 1, now)).toBe('1 working day left')
    expect(remaining(at('2026-11-16T18:00:00'), undefined, now)).toBe('6 days overdue')
    expect(period('2026-01-01', '')).toBe('since 1 Jan 2026')
  })
})
