/** Words of the console. */
export default {
  rail: { work: 'Work', places: 'Grids', bodies: 'Bodies', persons: 'People', cases: 'Cases', gaps: 'Vacancies', imports: 'Import, export', accounts: 'Accounts' },
  shell: { skip: 'Skip to the content', navigation: 'Contents', more: 'More', scope: 'Only', everywhere: 'Everything I may see' },
  field: { placeHint: 'Name, code or pinyin', personHint: 'Name or pinyin', choose: 'Choose', noneFound: 'Nothing found' },
  keys: { title: 'Shortcuts', space: 'space', down: 'Next', up: 'Previous', preview: 'Preview at the side', open: 'Open', find: 'Search', close: 'Close the preview', help: 'Show shortcuts' },
  demo: {
    title: 'Whose eyes shall we borrow?', banner: 'About this demonstration', change: 'Be somebody else', text: 'This is the demonstration county. Choose a person to sign in with their posts: the posts decide what is seen and what can be done.',
    front: { console: 'At the desk', field: 'Out in the village', public: 'Residents' }, publicText: 'Residents need no account: they scan the code on the card of their grid to report a matter and follow it. The card opens from any place under “Grids”.',
  },
  signIn: { title: 'Sign in', password: 'Password', help: 'Forgotten your password? Ask your administrator for a new link.', demo: 'Demonstration: choose a person instead' },
  invite: {
    title: 'Welcome, {name}', titlePlain: 'Set your password', dead: 'This link has been used or has expired. Ask whoever keeps the accounts for a new one.', text: 'Your account is {login}. Choose a password only you know, and you are ready to go.', password: 'New password', passwordHint: 'At least 10 characters. A few unrelated words with spaces between them are easy to remember and safe.',
    again: 'Once more', differs: 'The two are not the same', verb: 'Set the password and enter', toSignIn: 'Go to sign-in',
  },
  me: { login: 'Account: {login}', posts: 'My posts', noPosts: 'You hold no post today, so there is little to see. Ask your administrator.', postsText: 'What you can see and do follows from the posts you hold today.', password: 'Change password', old: 'Present password', change: 'Change password', changed: 'Password changed' },
  nowhere: { title: 'There is no such page', text: 'The address may be mistyped, or the page has moved.', back: 'Back to work' },
  work: {
    title: 'Work', boxes: 'Boxes', box: { mine: 'Waiting for me', unit: 'My unit', soon: 'Due soon and overdue', all: 'All' }, open: '{where} has {n} open cases', noneLate: ', none overdue.', late: ', {n} overdue, the oldest by {days} days.', quiet: '{where} has no open cases now.',
    empty: { mine: 'Nothing waits for you', unit: 'Your unit has no open cases', soon: 'Nothing is due soon or overdue', all: 'There are no cases here yet' }, emptyText: 'Matters reported by residents, by grid officers or taken down here appear on this page.', seeAll: 'See all cases',
  },
  case: {
    new: 'Take down a matter', newText: 'A call, a visit or a matter passed on gets a number and a time limit.', text: 'Matter', textHint: 'What, where, and what is hoped for.', state: 'State', holder: 'Handled by', nobody: 'with nobody yet', heldBy: 'with {who}', due: 'Due', at: 'Reported', kind: 'Kind', topic: 'Topic', reporter: 'Reported by', contact: 'Contact', contactHint: 'Only for answering; normally masked.',
    by: { resident: 'Resident', officer: 'Officer', behalf: 'Resident, through an officer' }, noName: 'no name left', feedback: 'Outcome', rating: 'Rating', stars: '{n} of 5', timeline: 'What happened', preview: 'Case preview', openPage: 'Open the page',
    photos: 'Photos', addPhotos: 'Add photos', noPhotos: 'No photos.', photoBy: '{who}, {when}', photoOf: { reporter: 'From the report', handler: 'From the handling' },
    oneOfTwo: 'A body, a person, or both.', rate: { 1: 'very poor', 2: 'poor', 3: 'fair', 4: 'good', 5: 'very good' }, rateWords: 'In your words',
    toBody: 'Send to which body', toPerson: 'Send to whom', noteHint: 'The reporter will read this.', done: '{what}: done', filter: 'In {where}, {box}, {open}, {topic}, {state}', filterBox: 'Which', filterOpen: 'Open or closed',
    boxWord: { all: 'all cases', unit: 'cases of my unit', mine: 'cases waiting for me', soon: 'cases due soon or overdue' }, open: 'open', closed: 'closed', openOrClosed: 'open or closed', anyTopic: 'any topic', anyState: 'any state',
    listSentence: '{where} has {open} open cases, {soon} due soon', emptyTitle: 'No case matches', emptyText: 'Change the filters, or choose another place above.', clearFilters: 'Clear the filters',
    placeHint: 'As exact as possible: the group or micro-grid.', reporterName: 'Name of the reporter', anonymousAsk: 'The reporter wishes to stay anonymous', choosePhotos: 'Choose photos', photoLimit: 'Up to 6, JPEG or PNG, 10 MB each', removePhoto: 'Remove', submit: 'Take down', followTitle: 'Taken down.', followText: 'Give this code to the reporter, who can follow the matter with it. It is shown only once:',
  },
  reveal: { show: 'Show', title: 'Show: {what}', verb: 'Show', why: 'Who looked, and why, goes into the journal.', noted: 'Shown, and noted in the journal' },
  journal: {
    true: 'yes', false: 'no', all: 'Show the inner fields as well', because: 'Reason: {reason}', open: 'Journal', short: 'Journal', title: 'Journal · {what}', empty: 'Nothing recorded yet', no: 'No. {n}', pending: 'number pending', system: 'System', column: 'Field', before: 'Before', after: 'After', op: { insert: 'created', update: 'changed', delete: 'deleted', view: 'viewed' },
    field: {
      name: 'Name', code: 'Code', level: 'Level', kind: 'Kind', households: 'Households', from_day: 'From', to_day: 'To', term_end: 'Term ends', post: 'Post', person_name: 'Person', service_phone: 'Service phone', show_name: 'Name shown', acting: 'Acting', topic: 'Topic', state: 'State', due: 'Due', at: 'Time', state_since: 'In this state since', open: 'Open', text: 'Matter', reporter: 'Reporter', reporter_name: 'Name of reporter', reporter_officer: 'Officer', contact: 'Contact', anonymous: 'Anonymous', body_name: 'Body', assignee_name: 'Assignee', note: 'Note', feedback: 'Outcome', rating: 'Rating', rating_text: 'Words of the rating', photos: 'Photos', phone: 'Phone', role: 'Role', login: 'Account', no: 'Number', type: 'Kind of case',
    },
    action: {
      casework: { report: 'Report', reveal: 'Look at the contact', photo: 'Add photos', add_photos: 'Add photos' },
      place: { create: 'Create the place', update: 'Change the place', close: 'Close the place', import: 'Import' },
      person: { create: 'Record the person', update: 'Change the person', reveal: 'Look at the phone' },
      body: { create: 'Create the body', update: 'Change the body', appoint: 'Appoint', end_appointment: 'End the post', add_member: 'Add a member', end_member: 'Member leaves', roster: 'Roster' },
      access: { create: 'Create the account', invite: 'Send a link', disable: 'Disable the account', enable: 'Enable the account', accept_invite: 'Set the password', change_password: 'Change the password', sign_in: 'Sign in', enroll: 'Enrol' },
      exchange: { upload: 'Sheet uploaded', confirm: 'Import confirmed', apply: 'Import', finish: 'Import ended', take_back: 'Import taken back', tidy: 'File dropped', export_open: 'Exported in clear' },
    },
  },
  place: {
    tree: 'Five levels of grids', find: 'Name, code or pinyin', openLate: 'open/overdue', casesSay: '{open} open cases, {late} overdue', vacant: 'Post vacant', closed: 'Closed', backToTree: '← All grids', path: 'Where this is',
    householdsSay: '{n} households', childrenSay: '{n} places below', openSentence: '{n} open cases', lateSentence: '{n} overdue', comma: ', ', stop: '.', responsible: 'Who is responsible', nobody: 'Nobody is responsible. Please appoint somebody.', dutyToday: 'On duty today', noDuty: 'Nobody is on the roster today.',
    card: 'Public card', cardText: 'For the village gate: scan to see whom to turn to, who is on duty, and to report a matter.', cardOpen: 'Open and print', qrAlt: 'QR code of the public card of {name}', barsByPlace: 'Open cases by place', barsByState: 'Where the cases stand', barsAlt: '{name}: {open} open cases, {late} overdue.', lateShort: '{n} overdue', seeCases: 'See the cases',
    record: 'Record', level: 'Level', code: 'Code', households: 'Households', valid: 'Valid', always: 'Always', export: 'Export grids and officers', name: 'Name', kind: 'Kind', codeHint: 'Left empty, a code is given.', since: 'Since', lastDay: 'Last day',
    add: 'Add below', addTitle: 'Add below {name}', editTitle: 'Edit {name}', close: 'Close', closeTitle: 'Close {name}', closeText: 'A closed place takes no new cases or appointments; its history stays.',
  },
  roster: { title: 'Duty, two weeks', edit: 'Edit the roster', finish: 'Finished', noOfficers: 'Appoint officers first, then make the roster.', on: 'On duty {day}', choose: 'Choose', and: ', ', state: { saving: 'saving', saved: 'saved', refused: 'not saved' } },
  appoint: {
    verb: 'Appoint', title: 'Appoint · {where}', done: 'Appointed', post: 'Post', noPost: 'No post can be filled here', person: 'Person', from: 'From', termEnd: 'Term ends', topicHint: 'Only if the post covers one kind of matter.', servicePhone: 'Service phone', servicePhoneHint: 'Printed on the public card: use the number of the post, never a private one.',
    showName: 'The person agrees to be named on the public card', acting: 'Acting', actingTag: 'acting', officers: 'Posts and officers', noOfficers: 'Nobody has been appointed yet.', noPosts: 'Has held no post.', termTo: 'term ends {day}', end: 'End', endTitle: '{name} leaves the post of {post}', endText: 'What the post allowed ends with it, from the next day.',
  },
  gap: { sentence: '{where} has {vacant} posts without anybody and {overlap} with two people on one day.', none: 'Every post of {where} is held, and by one person.', kind: 'Which', vacant: 'Posts without anybody', overlap: 'Posts with two people on one day', holders: 'Held by', nobody: 'Nobody', empty: { vacant: 'No vacant posts', overlap: 'No overlaps' }, emptyText: 'Vacancies and overlaps appear here; open the place to appoint somebody or end a post.' },
  body: {
    sentence: 'Bodies of {where}: {n} listed.', find: 'Name of the body', name: 'Name', kind: 'Kind', anyKind: 'any kind', leader: 'Leader', noLeader: 'none yet', members: 'Members', ended: 'Ended', emptyTitle: 'No bodies', emptyText: 'Party branches, committees, co-operatives, task groups and departments are kept here, with their leaders and members.', add: 'New body', addBelow: 'Add a body below', addUnder: 'New body below {name}', editTitle: 'Edit {name}',
    since: 'Founded', until: 'Ended', pageSentence: '{kind} of {place}, led by {leader}, {n} members.', pageSentenceNoLeader: '{kind} of {place}, without a leader, {n} members.', posts: 'Posts', record: 'Record', time: 'Existence', below: 'Bodies below', noneBelow: 'None.', addMember: 'Add a member', addMemberTitle: 'Add a member to {name}', noMembers: 'No members yet.', endMember: 'Leave', endMemberTitle: '{name} leaves', role: 'Role',
  },
  person: {
    sentence: 'People of {where}: {n} listed.', find: 'Name or pinyin', add: 'Add a person', editTitle: 'Edit {name}', posts: 'Posts today', noPost: 'No post today', account: 'Account', has: 'yes', emptyTitle: 'Nobody here', emptyText: 'Once recorded, a person can be appointed, join bodies and be given an account.', placeHint: 'Where this person belongs.', phoneHint: 'Normally masked; a reason is needed to see it.', phoneKeep: 'Left empty, it stays as it is.',
    postHistory: 'Posts, now and before', memberships: 'Memberships', noMemberships: 'No memberships.', record: 'Record', noAccount: 'No account: cannot sign in.', manage: 'Manage',
  },
  account: {
    sentence: '{n} accounts listed. Posts decide what somebody may do; here one only decides who may sign in.', find: 'Account or name', add: 'New account', addVerb: 'Create', login: 'Account', loginHint: 'Used to sign in, such as the name in pinyin.', stateLabel: 'State', state: { invited: 'waiting for a password', active: 'active', disabled: 'disabled' }, locked: 'locked for now', lastSeen: 'Last used', neverSeen: 'never used', seen: 'last used {when}', do: 'Actions',
    inviteAgain: 'New link', resetLink: 'Link to reset the password', enable: 'Enable', disable: 'Disable', disableTitle: 'Disable {name}', disableText: 'The person can no longer sign in from now on; what was done stays.', emptyTitle: 'No accounts', emptyText: 'Record the person first, then create the account and hand over the link.',
    inviteFor: 'Link for {name}', inviteText: 'Hand it over in person or in a safe way. It is shown once and works once.', inviteDone: 'Handed over',
  },
  sheet: {
    download: 'Export XLSX', bring: 'Import from a sheet', sentence: 'A file is checked as a whole, then written at once; with a single error not a row is written.', in: 'Import', out: 'Export', template: 'Template', tables: 'All tables', which: 'Which table to import', byItself: 'Find out which table it is', outText: 'Exports cover: {where}', choose: 'Choose a file, or drop it here', chooseText: 'Our template or an exported table (XLSX); a single table may also be CSV in UTF-8', chooseFor: 'Template or export of “{name}” (XLSX, or CSV in UTF-8)', sending: 'Uploading…', nothingSaved: 'Nothing was written.', history: 'Earlier imports', noHistory: 'Nothing imported yet', noHistoryText: 'Download a template first and fill it in.',
    state: { checking: 'checking', checked: 'to confirm', refused: 'has errors', applying: 'writing', done: 'written', failed: 'failed', cancelled: 'cancelled', taken_back: 'taken back' },
    say: { checking: 'Checking: {done} rows read.', checked: 'Nothing wrong, nothing written yet. Look at the figures, then confirm.', same: 'Exactly what is here already; there is nothing to write.', refused: '{n} errors; nothing was written. Mend the file and import it again.', applying: 'Writing: {done} of {total} rows done.', done: 'Everything is written.', failed: 'This did not work; nothing has changed. Try again or ask your administrator.', cancelled: 'Cancelled; nothing was written.', taken_back: 'Taken back whole: as it was before the import.' },
    goesOn: 'You may leave this page; checking and writing go on.', count: { new: 'New', changed: 'Changed', unchanged: 'Unchanged' }, apply: 'Write it', cancel: 'Discard', close: 'All right', stop: 'Stop', takeBack: 'Take back', takeBackTitle: 'Take {name} back', takeBackText: 'What this import added goes, what it changed is as before. This is not possible once somebody has changed its records or other records rest on them. The reason stays in the journal.', marked: 'Download the file with its errors marked', markedText: 'Wrong cells are coloured; the last column says what to do.', errors: 'Errors', tab: 'Sheet', row: 'Row', column: 'Column', problem: 'What is wrong and how to mend it', moreErrors: '{n} more are not listed; see the marked file.',
  },
}
