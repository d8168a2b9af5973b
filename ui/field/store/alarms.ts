import { engine, gate } from './device'

/** Drops what the phone holds of emergencies that no longer run: their lists are for the time that they last. */
export async function forget(running: string[]): Promise<void> {
  if (gate.value !== 'open') return
  const keys = (await engine().db.kept.toCollection().primaryKeys()) as string[]
  const over = keys.filter((key) => key.startsWith('alarm:') && !running.some((id) => key.startsWith(`alarm:${id}`)))
  await engine().db.kept.bulkDelete(over)
}
