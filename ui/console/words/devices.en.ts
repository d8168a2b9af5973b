import type zh from './devices.zh'

/** The same in English. */
const en: typeof zh = {
  devices: {
    title: 'Phones of the field', sentence: '{where}: phones that carry the field app: {n}. Only the last sync is kept; nobody’s use is counted.', tab: { list: 'Phones', bring: 'Bring in what was not sent' }, none: 'No phone has signed in to the field app yet', noneText: 'A phone is listed once its officer has signed in. Revoke a lost one here: it empties itself with its next network.',
    who: 'Whose', device: 'Phone', since: 'First sign-in', synced: 'Last sync', never: 'Never synced', waiting: '{n} not sent', revoke: 'Revoke', revoked: 'Revoked', revokedBy: 'revoked by {who}, {when}', revokeTitle: 'Revoke this phone of {who}', revokeText: 'It gets no more data; with its next network all households and matters on it are removed.',
    held: 'Operations whose predecessor is missing', heldText: 'One that came before its predecessor waits five days at most; then it is carried out and listed here. What could not be done needs a person.', enteredAt: 'entered {when}', kind: { activity: 'Activity', fact: 'Household card', report: 'Report', step: 'Step', photos: 'Photos', call: 'Call', duty: 'List item', visit: 'Visit' }, heldState: { held: 'waits until {when}', done: 'carried out without it', conflict: 'carried out, differs', refused: 'could not be done' },
    bringTitle: 'Bring in what a phone could not send', bringText: 'When a phone cannot send, save its outbox to a file there and import it here. Each entry keeps its key, so what arrived after all is not entered twice.', chooseFile: 'Choose the phone’s file', unreadable: 'This is not an outbox file of a phone.', inFile: '{n} entries, saved {when}', bring: 'Import', brought: '{done} of {n} have arrived.', againSafe: 'You may import it again: what arrived is not entered twice.', outcome: { done: 'arrived', conflict: 'arrived, differs from others', held: 'waits for its predecessor', refused: 'refused' },
  },
}
export default en
