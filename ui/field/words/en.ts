/** Words of the field app; keys must exist in both languages. */
export default {
  nav: { label: 'Main pages', today: 'Today', grid: 'My grid', report: 'Report', me: 'Me' },
  status: { online: 'Online', offline: 'Offline', waiting: '{n} to send', failed: '{n} not sent', kept: 'Showing what was read {at}' },
  signIn: {
    title: 'Sign in for grid officers', login: 'Account', password: 'Password', demo: 'Demo people', demoHelp: 'Tap one to go in as that person.', noDemo: 'There are no demo people now.', working: 'Signing in…',
    forgot: 'Forgot the password? Ask an administrator for a new invitation link.', notField: 'Sign in on a computer', public: 'For residents',
  },
  today: {
    title: 'Today', none: 'Nothing is waiting for you.', noneHelp: 'Matters given to you appear here. If you see a problem, report it.', someOne: 'You have 1 matter to deal with.', some: 'You have {n} matters to deal with.', more: 'You have more than {n} matters to deal with.',
    overdue: '{n} overdue, the oldest by {days} days.', soon: '{n} due soon.', charge: '{n} open matters in your places and units.', chargeMore: 'More than {n} open matters in your places and units.', boxes: 'Which ones', mine: 'Mine', unit: 'In my charge', soonBox: 'Due soon', all: 'All', emptyBox: 'Nothing here.', next: 'Next', loadMore: 'Show more', pull: 'Pull to refresh', loose: 'Let go to refresh',
  },
  duty: {
    title: 'What I owe', some: 'You owe {n} items, in the order they are due.', none: 'You owe nothing at present.', noneHelp: 'What lists give you and what your posts ask stands here.', count: '{n} items', late: '{n} late', ofPost: 'Duty of the post', contacts: 'My contact points', since: '{n} days since',
    group: { late: 'Late', today: 'Today', week: 'This week', later: 'Later' }, left: '{n} days left', dueToday: 'Due today', over: '{n} days late',
    state: { registered: 'To be given', assigned: 'Given', accepted: 'Accepted', doing: 'In work', reported: 'To be reviewed', returned: 'Sent back', passed: 'To be written off', closed: 'Written off', withdrawn: 'Withdrawn' },
    latest: 'Latest:', ordered: 'Order: {text} (report by {day})', accept: 'Accept', accepted: 'Accepted', howFar: 'How far is it?', all: 'Done', note: 'Note', proof: 'Pictures or PDF', report: 'Report', reported: 'Reported', nothing: 'Nothing to do for you now.',
  },
  case: {
    title: 'Matter', facts: 'Facts', where: 'Place', topic: 'Kind', when: 'Reported', who: 'Raised by', resident: 'A resident', officer: 'A grid officer', contact: 'Phone', due: 'Time limit', handler: 'Handled by', nobody: 'Nobody yet', no: 'Number',
    photos: 'Photos and documents', photo: 'Photo {n}', fromReporter: 'from the report', fromHandler: 'from the handling', addPhotos: 'Add photos or documents', timeline: 'What happened', to: 'to {name}', feedback: 'Answer', rating: 'Rating', stars: '{n} of 5', others: 'Other actions',
    noAction: 'Nothing for you to do now.', closed: 'This matter is closed.', waitingHere: 'Your step is kept on this phone and goes out when there is a network.', failedHere: 'Your step was not sent; the list of what waits tells why.', seeOutbox: 'See what waits',
    reveal: 'Show the full number', revealWhy: 'Why you need it (this is recorded)', revealGo: 'Show', call: 'Call', sentPhotos: 'Added', pendingJournal: 'being entered', back: 'Back', before: 'Previous', after: 'Next',
  },
  act: {
    reason: 'Reason', note: 'What was done', noteHint: 'Say what was done and how it ended; the reporter will read it.', reasonHint: 'Say why; the next person will read it.', handler: 'Give it to', body: 'Give it to which unit', assignee: 'Give it to whom', search: 'Find by name', bodies: 'Units', people: 'People', noTargets: 'There is no unit or person to give it to.',
    targetsOffline: 'Without a network the units and people cannot be read.', choose: 'Choose whom to give it to first.', rating: 'Rating', done: 'Done: {name}', kept: 'Kept on this phone; it goes out when there is a network.', working: 'Sending…', restored: 'This is what you had begun to write.', sure: 'When ready, press the button below.', noAsk: 'Nothing to fill in; just press the button below.',
  },
  call: { title: 'Whistle', open: 'Call departments', who: 'Whom to call', ask: 'What they are to do', go: 'Call', goMany: 'Call {n} departments', choose: 'Choose whom to call first.', needAsk: 'Write what they are to do.', done: 'Called', state: { called: 'To report in', reported_in: 'Reported in, acting', done: 'Acted, to be rated', rated: 'Rated', withdrawn: 'Called off' } },
  rate: { r1: 'Very badly', r2: 'Badly', r3: 'So-so', r4: 'Well', r5: 'Very well' },
  grid: {
    title: 'My grid', none: 'You answer for no place now.', noneHelp: 'If your posts have changed, ask an administrator.', mine: 'Places I answer for', say: '{name} has {open} open matters, {overdue} overdue.', sayNone: '{name} has no open matters.', duty: 'On duty today', dutyNone: 'Nobody is entered for today.', officers: 'Officers',
    officersNone: 'No officers are entered here.', above: 'Officers above', below: 'Grids below', cases: 'Open matters', casesNone: 'No open matters.', casesMore: 'Only the {n} most urgent are listed; see Today for the rest.', card: 'Show the QR code', cardTitle: '{name}', cardHelp: 'Residents scan it to see who is on duty today and to report a problem, without login.', cardOpen: 'Open the public page', vacant: 'a post is vacant', households: '{n} households',
    openShort: '{n} open', overdueShort: '{n} overdue', call: 'Call', up: 'One level up',
  },
  report: {
    title: 'Report', say: 'Write what you see and take a picture. It works without a network too.', where: 'Where', choosePlace: 'Choose a place', changePlace: 'Change', what: 'What is it', whatHint: 'Say what it is, where exactly and how urgent.', topic: 'What kind', noTopic: 'Not sure', type: 'What sort of matter', photos: 'Photos', pick: 'Take or choose photos', removePhoto: 'Remove photo {n}',
    photosHint: 'Up to {n} photos or PDF documents. Photos are made small on the phone; where they were taken is not passed on.', unreadable: 'Some photos could not be opened and were not added.', tooMany: 'At most {n}; the others were not added.', shrinking: 'Preparing photos…', forWhom: 'Raised by', own: 'I saw it myself', resident: 'For a resident', name: 'Resident’s name', contact: 'Resident’s phone', anonymous: 'Leave the name out', send: 'Report', restored: 'Go on with what you had begun to write.', startOver: 'Start over', startOverAsk: 'Clear what you are writing?', startOverDo: 'Clear', needPlace: 'Please choose where.', needText: 'Please write what it is.', sent: 'Reported under {no}', sentTitle: 'Reported', sentHelp: 'Give this code to whoever raised it: it shows the progress and lets them rate. It is shown only once.', code: 'Follow-up code', open: 'See the matter', another: 'Report another',
    kept: 'Kept on this phone', keptHelp: 'There is no network. It goes out by itself later; you can close the app.', keptSee: 'See what waits', searchPlace: 'Village, group or pinyin', searchOffline: 'Without a network only places seen before can be chosen.', noPlaces: 'Nothing found.', myPlaces: 'Places I answer for', inside: 'Below {name}', pickThis: 'Take {name}', remember: '{name}',
  },
  me: { title: 'Me', posts: 'My posts', postsNone: 'You hold no post today.', until: 'until {day}', settings: 'Display', language: 'Language', large: 'Large type', outbox: 'Waiting to be sent', outboxNone: 'nothing waits', signOut: 'Sign out', signOutAsk: 'Sign out?', signOutKeep: '{n} not sent yet. They stay on this phone until you sign in again.', signOutPlain: 'What you have read is removed from this phone.', offline: 'Signing out needs a network.', noTrack: 'This app has no check-in, no location tracking and counts no time online.', console: 'Use it on a computer', account: 'Account {login}' },
  outbox: { title: 'Waiting to be sent', say: '{n} not sent yet.', none: 'Nothing waits; everything has arrived.', waiting: 'Goes out when there is a network', failed: 'Not sent', report: 'Report', action: 'Step', duty: 'Item', call: 'Call', photos: 'Photos', retry: 'Try again', remove: 'Delete', removeAsk: 'It cannot be brought back. Give it up?', removeDo: 'Delete', photoCount: 'photos: {n}', sendNow: 'Send now', see: 'See the matter' },
}
