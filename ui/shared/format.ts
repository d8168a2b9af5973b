import { language } from './language'

const zone = 'Asia/Shanghai'
const dayLength = 86_400_000
const weekdays = { zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'], en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] }
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
})

function parts(instant: number): Record<string, string> {
  return Object.fromEntries(clock.formatToParts(instant).map((p) => [p.type, p.value]))
}

/** The day of an instant in the county's time zone, as YYYY-MM-DD. */
export function dayOf(instant: number): string {
  const p = parts(instant)
  return `${p.year}-${p.month}-${p.day}`
}

export function today(now = Date.now()): string {
  return dayOf(now)
}

/** The day `n` days after (or before) a day. */
export function addDays(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * dayLength).toISOString().slice(0, 10)
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayLength)
}

/** 2026年11月22日 · 22 Nov 2026 */
export function longDay(day: string): string {
  const [y, m, d] = day.split('-').map(Number)
  if (!y || !m || !d) return ''
  return language.value === 'zh' ? `${y}年${m}月${d}日` : `${d} ${months[m - 1]} ${y}`
}

/** 11-22 周日 · Sun 22 Nov */
export function shortDay(day: string): string {
  const [y, m, d] = day.split('-').map(Number)
  if (!y || !m || !d) return ''
  const weekday = weekdays[language.value][new Date(Date.UTC(y, m - 1, d)).getUTCDay()]
  return language.value === 'zh' ? `${day.slice(5)} ${weekday}` : `${weekday} ${d} ${months[m - 1]}`
}

/** How large a file is: 812 KB, 1.4 MB. */
export function fileSize(bytes: number): string {
  return bytes < 1 << 20 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`
}

/** A period in words: an open end reads as "since". */
export function period(from: string, to: string): string {
  const zh = language.value === 'zh'
  if (!from && !to) return ''
  if (!to) return zh ? `${longDay(from)}起` : `since ${longDay(from)}`
  if (!from) return zh ? `至${longDay(to)}` : `until ${longDay(to)}`
  return zh ? `${longDay(from)}至${longDay(to)}` : `${longDay(from)} – ${longDay(to)}`
}

/** 11-22 周日 14:30; the year is added when it is not this year. */
export function moment(instant: number, now = Date.now()): string {
  if (!instant) return ''
  const p = parts(instant)
  const day = dayOf(instant)
  const year = day.slice(0, 4) === dayOf(now).slice(0, 4) ? '' : language.value === 'zh' ? `${p.year}-` : ''
  const tail = language.value === 'en' && day.slice(0, 4) !== dayOf(now).slice(0, 4) ? ` ${p.year}` : ''
  return `${year}${shortDay(day)}${tail} ${p.hour}:${p.minute}`
}

/** 2026年11月22日 14:30 */
export function fullMoment(instant: number): string {
  if (!instant) return ''
  const p = parts(instant)
  return `${longDay(dayOf(instant))} ${p.hour}:${p.minute}`
}

/** How long ago, in words a person would say. */
export function ago(instant: number, now = Date.now()): string {
  if (!instant) return ''
  const zh = language.value === 'zh'
  const minutes = Math.floor((now - instant) / 60_000)
  if (minutes < 1) return zh ? '刚刚' : 'just now'
  if (minutes < 60) return zh ? `${minutes} 分钟前` : plural(minutes, 'minute', 'ago')
  const days = daysBetween(dayOf(instant), dayOf(now))
  if (days === 0) return zh ? `${Math.floor(minutes / 60)} 小时前` : plural(Math.floor(minutes / 60), 'hour', 'ago')
  if (days === 1) return zh ? '昨天' : 'yesterday'
  if (days < 30) return zh ? `${days} 天前` : plural(days, 'day', 'ago')
  return longDay(dayOf(instant))
}

function plural(n: number, unit: string, tail = ''): string {
  return `${group(n)} ${unit}${n === 1 ? '' : 's'}${tail ? ` ${tail}` : ''}`
}

/**
 * What is left until a due instant: "还剩 2 个工作日", "今天到期", "逾期 6 天".
 * Only the server knows the holidays, so working days are said only when it tells them.
 */
export function remaining(due: number, workdaysLeft?: number, now = Date.now()): string {
  if (!due) return ''
  const zh = language.value === 'zh'
  if (due < now) {
    const late = Math.max(daysBetween(dayOf(due), dayOf(now)), 1)
    return zh ? `逾期 ${group(late)} 天` : `${plural(late, 'day')} overdue`
  }
  const left = daysBetween(dayOf(now), dayOf(due))
  if (left === 0) return zh ? '今天到期' : 'due today'
  if (workdaysLeft && workdaysLeft > 0) return zh ? `还剩 ${group(workdaysLeft)} 个工作日` : `${plural(workdaysLeft, 'working day')} left`
  return zh ? `还剩 ${group(left)} 天` : `${plural(left, 'day')} left`
}

/** 12,345 */
export function group(n: number): string {
  return n.toLocaleString('en-US')
}

/** A number that is counted up to a bound only. */
export const upTo = (n: number, most: number): string => (n >= most ? `${group(most)}+` : group(n))

/** Fen as ¥12,345.00 */
export function money(fen: number): string {
  const sign = fen < 0 ? '-' : ''
  return `${sign}¥${(Math.abs(fen) / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
}

/** 141029 100 001: a division code in the groups people read aloud. */
export function codeGroups(code: string): string {
  return code.length === 12 && /^\d+$/.test(code) ? `${code.slice(0, 6)} ${code.slice(6, 9)} ${code.slice(9)}` : code
}
