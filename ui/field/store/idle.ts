import { watch } from 'vue'
import { gate, lock } from './device'

const patience = 5 * 60_000
const round = 10_000

/** Locks the phone's store when nobody has touched the app for a while. `locked` is told, to take away what is on the screen. */
export function lockWhenIdle(locked: () => void): void {
  let last = Date.now()
  const touched = (): void => { last = Date.now() }
  for (const event of ['pointerdown', 'keydown', 'input', 'scroll']) addEventListener(event, touched, { passive: true, capture: true })
  const look = (): void => {
    if (gate.value === 'open' && Date.now() - last > patience) lock()
  }
  document.addEventListener('visibilitychange', look)
  setInterval(look, round)
  watch(gate, (now, before) => {
    if (now === 'open') touched()
    if (before === 'open' && now === 'locked') locked()
  })
}
