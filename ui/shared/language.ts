import { ref, watchEffect } from 'vue'

export type Language = 'zh' | 'en'

const storageKey = 'touyan.language'

function remembered(): Language {
  try {
    const kept = localStorage.getItem(storageKey)
    if (kept === 'zh' || kept === 'en') return kept
  } catch {
    // Storage may be refused; the page still works, it only forgets.
  }
  return typeof navigator !== 'undefined' && /^en/i.test(navigator.language) ? 'en' : 'zh'
}

/** The language of the whole page. Formatting and words follow it. */
export const language = ref<Language>(remembered())

/** Switches the language and remembers it on this device. */
export function setLanguage(next: Language): void {
  language.value = next
  try {
    localStorage.setItem(storageKey, next)
  } catch {
    // See remembered().
  }
}

if (typeof document !== 'undefined') {
  watchEffect(() => {
    document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
  })
}

/** The Chinese or the English text, where there is one. */
export function inLanguage(zh: string, en: string): string {
  return language.value === 'en' && en ? en : zh
}

/** Picks the name in the page's language from anything that carries both. */
export function nameOf(of: { name: string; name_en?: string } | null | undefined): string {
  if (!of) return ''
  return language.value === 'en' && of.name_en ? of.name_en : of.name
}

/** Who did something; what the program itself did has no name. */
export const byWhom = (name: string): string => (name === 'system' ? inLanguage('系统', 'the program') : name)
