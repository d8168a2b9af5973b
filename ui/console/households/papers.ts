import { api } from '@shared/api'

/** Puts files to an event of a household; what the event has already is left out there. */
export function addPapers(event: string, files: File[]) {
  const form = new FormData()
  for (const file of files) form.append('papers', file)
  return api.addPapers(event, form)
}
