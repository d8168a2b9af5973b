import { ref, watchEffect } from 'vue'

const storageKey = 'touyan.large'

function remembered(): boolean {
  try {
    return localStorage.getItem(storageKey) === '1'
  } catch {
    return false // Storage may be refused; the page still works, it only forgets.
  }
}

/** Large type, remembered on this phone. */
export const large = ref(remembered())

export function setLarge(on: boolean): void {
  large.value = on
  try {
    localStorage.setItem(storageKey, on ? '1' : '0')
  } catch {
    // See remembered().
  }
}

watchEffect(() => document.documentElement.classList.toggle('ty-large-type', large.value))
