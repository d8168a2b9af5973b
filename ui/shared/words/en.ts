import codes from './errors.en'

/** Words both fronts use. A front adds its own; keys must exist in both languages (words.test.ts). */
export default {
  brand: { name: 'Touyan', tagline: 'One book for the village' },
  language: { label: 'Language', zh: '中文', en: 'English' },
  light: { none: 'No time limit', green: 'In time', blue: 'Keep an eye', amber: 'Due soon', red: 'Overdue' },
  common: {
    save: 'Save', cancel: 'Cancel', close: 'Close', back: 'Back', edit: 'Edit', add: 'Add', retry: 'Try again', more: 'Show more', search: 'Search', copy: 'Copy', copied: 'Copied',
    print: 'Print', download: 'Download', loading: 'Reading…', none: 'None', all: 'All', optional: 'optional', reason: 'Reason', note: 'Note', name: 'Name', place: 'Place', day: 'Day', phone: 'Phone',
    from: 'From', to: 'To', today: 'Today', yesterday: 'Yesterday', signIn: 'Sign in', signOut: 'Sign out', anonymous: 'Anonymous', unknown: 'Unknown', required: 'Please fill this in',
    saved: 'Saved', demoBanner: 'Demonstration: people and matters are invented. Do not enter real information.',
  },
  error: {
    happened: 'This was not done', requestId: 'Request {id}', kept: 'What you typed is still here; change it and try again.', nothingLost: 'What was saved before has not changed.',
    code: codes,
  },
}
