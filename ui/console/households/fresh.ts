import type { Fresh } from './PersonFields.vue'

export const nobody = (): Fresh => ({ name: '', id_number: '', birth: '', sex: '', phone: '', confirm_duplicate: false })

/** What of the form is said; empty fields are not. */
export const draft = (who: Fresh) => ({
  name: who.name.trim(), id_number: who.id_number.trim(), birth: who.id_number.trim() ? '' : who.birth, sex: who.id_number.trim() ? '' : who.sex, phone: who.phone.trim(), confirm_duplicate: who.confirm_duplicate,
})
