/** A form with photos, under the key of what they go with: sent once more it changes nothing. */
export function photoForm(files: File[], key: string): FormData {
  const form = new FormData()
  for (const f of files) form.append('files', f)
  form.append('client_key', key)
  return form
}
