import { ref } from 'vue'

/** A short word about what has just happened; it goes away by itself. */
export const note = ref('')

const shown = 2600
let timer: ReturnType<typeof setTimeout> | undefined

export function say(text: string): void {
  note.value = text
  clearTimeout(timer)
  timer = setTimeout(() => (note.value = ''), shown)
}
