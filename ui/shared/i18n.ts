import { watch } from 'vue'
import { createI18n } from 'vue-i18n'
import { language } from './language'
import en from './words/en'
import zh from './words/zh'

export type Words = { [key: string]: string | Words }

/** The words shared by both fronts plus those of one front, following the remembered language. */
export function makeI18n(own: { zh: Words; en: Words }) {
  const i18n = createI18n({
    legacy: false,
    locale: language.value,
    fallbackLocale: 'zh',
    messages: { zh: { ...zh, ...own.zh }, en: { ...en, ...own.en } },
  })
  watch(language, (next) => {
    i18n.global.locale.value = next as never
  })
  return i18n
}
