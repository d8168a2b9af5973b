import casework from './casework.en'
import bodies from './bodies.en'
import { field, household, paper, roll } from './household.en'
import rules from './rules.en'
import desk from './desk.en'
import duty from './lists.en'
import devices from './devices.en'
import facts from './facts.en'
import links from './links.en'
import visits from './visits.en'
import award from './award.en'
import emergency from './emergency.en'
import indicators from './indicators.en'
import overview from './overview.en'
import demand from './demand.en'
import papers from './papers.en'
import quality from './quality.en'
import points from './points.en'
import merit from './merit.en'
import books from './books.en'
import feeds from './feeds.en'

/** Words of the console. */
export default {
  ...bodies,
  ...rules,
  ...desk,
  rail: { demands: 'Demands', work: 'Work', overview: 'Command', cases: 'Cases', lists: 'Lists', emergencies: 'Emergencies', places: 'Grids', bodies: 'Bodies', assets: 'Assets', gaps: 'Vacancies', quality: 'Data checks', households: 'Households', persons: 'People', links: 'Linked households', points: "Members' points", merit: 'Household points', books: 'Books', indicators: 'Indicators', papers: 'Papers', visits: 'Visits', awards: 'Honours', rolls: 'Rolls', imports: 'Import, export', privacy: 'Personal data', rules: 'Rules', accounts: 'Accounts', devices: 'Phones', integrations: 'Integrations' },
  duty,
  asset: { name: 'Asset', category: 'Category', value: 'Value', day: 'Since', source: 'Out of', say: '{where} has {n} assets worth {sum} together.', emptyTitle: 'No assets yet', emptyText: 'When a project is finished, the asset it leaves is entered here by itself.' },
  ...devices,
  ...facts,
  ...links,
  ...visits,
  ...award,
  ...emergency,
  ...indicators,
  ...overview,
  ...demand,
  ...papers,
  ...quality,
  ...points,
  ...merit,
  ...books,
  ...feeds,
  railGroup: { work: 'Matters', place: 'Grids and bodies', people: 'Registers', keep: 'Upkeep' },
  shell: { skip: 'Skip to the content', navigation: 'Contents', more: 'More', scope: 'Only', everywhere: 'Everything I may see' },
  field: { placeHint: 'Name, code or pinyin', personHint: 'Name or pinyin', choose: 'Choose', noneFound: 'Nothing found' },
  keys: { title: 'Shortcuts', space: 'space', down: 'Next', up: 'Previous', preview: 'Preview at the side', open: 'Open', find: 'Search', close: 'Close the preview', help: 'Show shortcuts', tick: 'Tick', tickAll: 'Tick all', accept: 'Accept', dispatch: 'Dispatch', triage: 'Triage', column: 'Next column' },
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
    title: 'Work', boxes: 'Boxes', box: { mine: 'Waiting for me', queue: 'My platform', unit: 'My unit', soon: 'Due soon and overdue', all: 'All' }, open: '{where} has {n} open cases', noneLate: ', none overdue.', late: ', {n} overdue, the oldest by {days} days.', quiet: '{where} has no open cases now.',
    empty: { mine: 'Nothing waits for you', queue: 'Nothing waits for your platform', unit: 'Your unit has no open cases', soon: 'Nothing is due soon or overdue', all: 'There are no cases here yet' }, emptyText: 'Matters reported by residents, by grid officers or taken down here appear on this page.', seeAll: 'See all cases',
  },
  case: {
    extNo: 'Number elsewhere',
    beyond: 'Registered as {no}', beyondText: 'Matters of this kind are dealt with one level up; how it goes on is not shown to you.', new: 'Take down a matter', newText: 'A call, a visit or a matter passed on gets a number and a time limit.', text: 'Matter', textHint: 'What, where, and what is hoped for.', state: 'State', holder: 'Handled by', nobody: 'with nobody yet', heldBy: 'with {who}', due: 'Due', at: 'Reported', kind: 'Kind', topic: 'Topic', reporter: 'Reported by', enteredBy: 'Entered by', enteredAt: 'Entered', contact: 'Contact', contactHint: 'Only for answering; normally masked.',
    by: { resident: 'Resident', officer: 'Officer', behalf: 'Resident, through an officer' }, noName: 'no name left', feedback: 'Outcome', rating: 'Rating', stars: '{n} of 5', timeline: 'What happened', preview: 'Case preview', openPage: 'Open the page',
    photos: 'Photos and documents', addPhotos: 'Add photos or PDF', noPhotos: 'No photos or documents.', wholePhoto: 'The whole picture, {w} × {h}', photoBy: '{who}, {when}', photoOf: { reporter: 'From the report', handler: 'From the handling' }, fileOf: { reporter: 'Document from the report', handler: 'Document from the handling' },
    oneOfTwo: 'A body, a person, or both.', rate: { 1: 'very poor', 2: 'poor', 3: 'fair', 4: 'good', 5: 'very good' }, rateWords: 'In your words',
    ofUnit: 'Handled by {unit}', older: 'came more than {n} days ago', event: { closed: 'each time closed, {from} to {to}', reopened: 'each time opened again, {from} to {to}', first: 'first dealt with {from} to {to}', rated: 'first rated {from} to {to}', pleased: 'first rated good {from} to {to}', push_refused: 'pushes refused {from} to {to}' }, toBody: 'Send to which body', proposed: 'By the county\'s rules:', toPerson: 'Send to whom', noteHint: 'The reporter will read this.', done: '{what}: done', filter: 'In {where}, {box}, {open}, {topic}, {state}', days: { came: 'came {from} to {to}', ended: 'closed {from} to {to}', in_time: 'in time', late: 'late' }, filterBox: 'Which', filterOpen: 'Open or closed',
    boxWord: { all: 'all cases', unit: 'cases of my unit', mine: 'cases waiting for me', soon: 'cases due soon or overdue', queue: 'of my platform', triage: 'waiting for triage', late: 'overdue' }, open: 'open', closed: 'closed', openOrClosed: 'open or closed', anyTopic: 'any topic', anyState: 'any state',
    listSentence: '{where} has {open} open cases, {soon} due soon', emptyTitle: 'No case matches', emptyText: 'Change the filters, or choose another place above.', clearFilters: 'Clear the filters',
    placeHint: 'As exact as possible: the group or micro-grid.', reporterName: 'Name of the reporter', anonymousAsk: 'The reporter wishes to stay anonymous', choosePhotos: 'Choose photos or PDF', photoLimit: 'Up to 6, JPEG, PNG or PDF, 10 MB each', removePhoto: 'Remove', submit: 'Take down', followTitle: 'Taken down.', followText: 'Give this code to the reporter, who can follow the matter with it. It is shown only once:',
  },
  casework,
  reveal: { show: 'Show', title: 'Show: {what}', verb: 'Show', why: 'Who looked, and why, goes into the journal.', noted: 'Shown, and noted in the journal' },
  journal: {
    true: 'yes', false: 'no', all: 'Show the inner fields as well', because: 'Reason: {reason}', open: 'Journal', short: 'Journal', title: 'Journal · {what}', empty: 'Nothing recorded yet', no: 'No. {n}', pending: 'number pending', system: 'System', column: 'Field', before: 'Before', after: 'After', op: { insert: 'created', update: 'changed', delete: 'deleted', view: 'viewed' },
    viewed: { paper: 'Paper', phone: 'Telephone', id_number: 'ID number', birth: 'Day of birth', address: 'Address', all: 'Everything' },
    field: {
      title: 'Item', progress: 'Progress (per mille)', weight: 'Weight', urges: 'Times urged', urged_day: 'Urged on', extend_to: 'Later day asked', extend_reason: 'Why', extensions: 'Times put off', evidence: 'Evidence', children: 'Items below', reopened: 'Times taken up again', report_name: 'Reported by', signed_day: 'Signed on', signed_name: 'Signed by', maker_name: 'Made by', target_name: 'Contact with', cycle: 'Cycle', path: 'Number', name: 'Name', code: 'Code', level: 'Level', kind: 'Kind', households: 'Households', from_day: 'From', to_day: 'To', since_day: 'As it is since', term_end: 'Term ends', post: 'Post', person_name: 'Person', service_phone: 'Service phone', show_name: 'Name shown', show_phone: 'Number shown', consent_day: 'Consent given on', consent_how: 'How it was given', consent_by: 'Recorded by', allowed: 'Why it is allowed', acts_for_id: 'Acts for', extra: 'One too many', household_id: 'Household', acting: 'Acting', topic: 'Topic', state: 'State', due: 'Due', at: 'Time', state_since: 'In this state since', open: 'Open', text: 'Matter', reporter: 'Reporter', reporter_name: 'Name of reporter', reporter_officer: 'Officer', contact: 'Contact', anonymous: 'Anonymous', body_name: 'Body', assignee_name: 'Assignee', note: 'Note', feedback: 'Outcome', rating: 'Rating', rating_text: 'Words of the rating', photos: 'Photos', phone: 'Phone', role: 'Role', number: 'Number', planned_to: 'Was to end', extended_on: 'Extended on', came: 'Came about by', document: 'Document', last: 'Newest term', reason: 'Reason', due_day: 'Ends on', day: 'Day', done_day: 'Dealt with on', done_by: 'Dealt with by', relation: 'Relation', source: 'Source', login: 'Account', no: 'Number', type: 'Kind of case',
      by_name: 'Entered by', doc: 'Document', viewed: 'Looked at',
      address: 'Address', birth_day: 'Born', died_day: 'Died', left_day: 'Moved out', id_number: 'ID number', sex: 'Sex', ethnicity: 'Ethnic group', education: 'Education', political: 'Political status', marital: 'Marital status', residence: 'Residence', ended: 'Why it ended', asked_by: 'Who asks', asker_name: 'Name of who asks', asker_phone: 'Number of who asks', proof: 'How identity was checked', received: 'Received', answer: 'Answer', answered_at: 'Answered at', article: 'Article', handler_name: 'Dealt with by',
    },
    action: {
      place: { create: 'Create the place', update: 'Change the place', close: 'Close the place', import: 'Import', rename: 'Rename', move: 'Move', merge: 'Merge', split: 'Split', plan: 'Plan a change', cancel_plan: 'Cancel a planned change', plan_failed: 'Planned change failed', gather: 'Gather at the successor' },
      casework: { report: 'Reported', create: 'Entered', view: 'Confidential case opened', call: 'Departments called', call_report_in: 'Reported in', call_done: 'Result of a call', call_rate: 'Call rated', call_withdraw: 'Call withdrawn', merge: 'Merged', close_alert: 'Alert closed', fire: 'Deadlines', pause: 'Clock stopped', resume: 'Clock goes on', ask_time: 'More time asked for', grant_time: 'More time granted', refuse_time: 'More time refused', ask_papers: 'Ask for what is missing', papers_in: 'What was missing is in', add_papers: 'Attach papers', open_paper: 'Open a paper', reveal: 'Look at the contact', photo: 'Add photos or documents', add_photos: 'Add photos or documents' },
      person: { create: 'Record the person', update: 'Change the person', reveal: 'Look at personal data', record: 'Enter an event', add_papers: 'Add papers to an event', take_back: 'Take an event back', roll: 'Keep a roll', settle: 'Enter in the register', find_pairs: 'Double entries looked for', propose: 'Double entry proposed', different: 'Found to be two persons', merge: 'Double entry merged', unmerge: 'Merge taken back' },
      activity: { add: 'Write an activity down', attach: 'Photos added', remove: 'Take an activity back' }, field: { enter: 'Enter a phone', revoke: 'Revoke a phone' }, fact: { set: 'Fill in a household card', reveal: 'Open a sealed answer', settle: 'Decide on differing answers', tidy: 'Households ended: answers end' }, link: { add: 'Link a household', end: 'End a link', confirm: 'Fill gaps by nearness', tidy: 'Members left: links ended' }, handover: { hand: 'Hand a post over', failed: 'Handover not carried out', cancel: 'Cancel a handover' },
      body: { swap_duty: 'Swap turns of duty', consent: 'Record consent', act_for: 'Let somebody act', place_member: 'Place in a grid', create: 'Create the body', update: 'Change the body', appoint: 'Appoint', end_appointment: 'End the post', add_member: 'Add a member', end_member: 'Member leaves', roster: 'Roster', start_term: 'New term', extend_term: 'Extend the term', announce: 'Announce the end', settle: 'Deal with an ending term', add_kin: 'Enter a relative', remove_kin: 'Take a relative back' },
      privacy: { ask: 'Request taken down', take: 'Work begun', answer: 'Answered', refuse: 'Refused', reveal: 'Asker revealed', counter: 'Shown to the person', copy: 'Copied for the person', retain: 'Removed when due' },
      access: { close_idle: 'Close accounts without a post', create: 'Create the account', invite: 'Send a link', disable: 'Disable the account', enable: 'Enable the account', accept_invite: 'Set the password', change_password: 'Change the password', sign_in: 'Sign in', enroll: 'Enrol' },
      quality: { run: 'Data checked', progress: 'Data check, progress' },
      rulebook: { apply: 'New version of the rules' },
      duty: { make: 'List made', sign: 'Signed', end_list: 'List closed', add: 'Item added', accept: 'Accepted', report: 'Reported', pass: 'Passed', return: 'Sent back', close: 'Written off', put_off: 'Day put off', keep_day: 'Day kept', evidence: 'Evidence added', assign: 'Given', extend: 'Later day asked', urge: 'Urged', order: 'Order issued', reopen: 'Taken up again', withdraw: 'Withdrawn', open: 'Opened by its cycle', hand_over: 'Handed over', contact: 'Contact', set_contacts: 'Contact points named', end_contact: 'Contact ended' },
      exchange: { upload: 'Sheet uploaded', confirm: 'Import confirmed', apply: 'Import', finish: 'Import ended', take_back: 'Import taken back', tidy: 'File dropped', export_open: 'Exported in clear' },
    },
  },
  place: {
    bodies: 'Bodies', onDay: 'On which day', thisPlace: 'This place', onBand: 'The structure of {day}', onText: 'Names, places above and below, posts and bodies are those of that day.', backToToday: 'Back to today', notThen: '{name} did not exist on that day, or was not yours to see.', figures: '{year} up to this day', figuresSay: '{reported} reported, {closed} closed.', figuresWhy: 'Figures stay with the place where they arose, whatever changes later.',
    history: 'History', historyNone: 'Unchanged since {day}.', historyFrom: 'from {day}', historyIn: 'in {parent}', came: 'Came from', went: 'Went to', link: { merge: '{day}: {name} was merged into it', split: '{day}: split off from {name}', close: '{day}: took over from {name}' }, wentTo: { merge: '{day}: merged into {name}', split: '{day}: {name} was split off', close: '{day}: handed over to {name}' },
    plans: 'Planned changes', plansNone: 'Nothing is planned.', planSay: '{kind} from {day}', planBy: 'planned by {name}', planCancel: 'Cancel', planState: { planned: 'waiting', done: 'done', cancelled: 'cancelled', failed: 'failed' },
    tree: 'Five levels of grids', find: 'Name, code or pinyin', openLate: 'open/overdue', casesSay: '{open} open cases, {late} overdue', vacant: 'Post vacant', closed: 'Closed', backToTree: '← All grids', path: 'Where this is',
    householdsStated: 'Households (stated)', householdsSay: '{n} households', childrenSay: '{n} places below', openSentence: '{n} open cases', lateSentence: '{n} overdue', comma: ', ', stop: '.', responsible: 'Who is responsible', nobody: 'Nobody is responsible. Please appoint somebody.', dutyToday: 'On duty today', noDuty: 'Nobody is on the roster today.',
    card: 'Public card', cardText: 'For the village gate: scan to see whom to turn to, who is on duty, and to report a matter.', cardOpen: 'Open and print', qrAlt: 'QR code of the public card of {name}', barsByPlace: 'Open cases by place', barsByState: 'Where the cases stand', barsAlt: '{name}: {open} open cases, {late} overdue.', lateShort: '{n} overdue', seeCases: 'See the cases',
    record: 'Record', level: 'Level', code: 'Code', households: 'Households', valid: 'Valid', always: 'Always', export: 'Export grids and officers', name: 'Name', kind: 'Kind', codeHint: 'Left empty, a code is given.', since: 'Since', lastDay: 'Last day',
    add: 'Add below', addTitle: 'Add below {name}', editTitle: 'Edit {name}', close: 'Close', closeTitle: 'Close {name}', closeText: 'A closed place takes no new cases or appointments; its history stays.',
  },
  change: {
    open: 'Change the structure', title: 'Change the structure · {name}', step: { kind: 'What', form: 'How', preview: 'Result' }, next: 'See what happens', back: 'Back', nothingYet: 'Nothing has changed yet. Look closely, then press the button below.', verbNow: '{kind} from {day}', verbLater: 'Plan for {day}: {kind}', done: 'Changed', planned: 'Planned',
    kind: { rename: 'Rename', move: 'Move', merge: 'Merge', split: 'Split', close: 'Close' },
    text: { rename: 'Another name, kind or code from a day on. Former names can still be found.', move: 'To another place above, with all that lies below.', merge: 'Several places of one level become one; people, posts and open cases go along.', split: 'New places are cut off; those below are shared out.', close: 'It ends here; what still lies here goes to a place you choose.' },
    day: 'From which day', dayHint: 'Today, a past day, or a day to come (carried out then; it can be cancelled before).', newName: 'New name', newCode: 'New code', codeKeep: 'Left empty, it stays. Old signs keep working.', newKind: 'Kind', parent: 'New place above', with: 'Merge with', withMore: 'Another place', survivor: 'Afterwards', stays: 'Part of {name}', fresh: 'A new place', parts: 'New places', partN: 'New place {n}', addPart: 'One more', dropPart: 'Remove', children: 'Who gets the places below', keepHere: 'Stays in {name}', direct: 'Who gets what lies directly in {name}', directHint: 'Households, cases and bodies that lie in no place below.', heir: 'Who takes over', heirHint: 'Not needed where nothing is left.', noChildren: 'Nothing lies below.',
    before: 'Before', after: 'After', mark: { ends: 'ends', new: 'new', moved: 'moved here', renamed: 'changed' }, follow: 'What goes along', count: '{what}: {n}', followNone: 'No records go along.', table: { person: 'people', body: 'bodies', member: 'members', appointment: 'posts', roster: 'turns of duty', case: 'open cases', case_photo: 'photos', household: 'households' }, stays2: 'Closed cases, ended posts and the figures so far stay where they are.',
    officers: 'What becomes of the posts', officersHint: 'One grid cannot have two heads.', officer: '{name}, {post} of {place}', keep: 'goes on', end: 'ends', cases: 'Open cases', casesN: 'Open cases, the first {n}', nobody: 'nobody yet', bodies: 'Bodies', cards: 'Public cards', cardSay: 'The card and QR code of {name} keep working and lead to {to}.', problem: 'This cannot be done yet:',
  },
  roster: { title: 'Duty, two weeks', edit: 'Edit the roster', finish: 'Finished', noOfficers: 'Appoint officers first, then make the roster.', on: 'On duty {day}', choose: 'Choose', and: ', ', state: { saving: 'saving', saved: 'saved', refused: 'not saved' } },
  appoint: {
    verb: 'Appoint', title: 'Appoint · {where}', done: 'Appointed', post: 'Post', noPost: 'No post can be filled here', person: 'Person', from: 'From', termEnd: 'Term ends', topicHint: 'Only if the post covers one kind of matter.', servicePhone: 'Service phone', servicePhoneHint: 'Printed on the public card: use the number of the post, never a private one.',
    allowed: 'Why it is allowed', allowedHint: 'Where a rule bars the seat: who allowed it and why. Without it the seat is refused.', showName: 'The person agrees to be named on the public card', acting: 'Acting', actingTag: 'acting', officers: 'Posts and officers', noOfficers: 'Nobody has been appointed yet.', noPosts: 'Has held no post.', termTo: 'term ends {day}', end: 'End', endTitle: '{name} leaves the post of {post}', endText: 'What the post allowed ends with it, from the next day.',
  },
  gap: { sentence: '{where} has {vacant} posts without anybody and {overlap} with two people on one day.', none: 'Every post of {where} is held, and by one person.', kind: 'Which', vacant: 'Posts without anybody', overlap: 'Posts with two people on one day', holders: 'Held by', nobody: 'Nobody', empty: { vacant: 'No vacant posts', overlap: 'No overlaps' }, emptyText: 'Vacancies and overlaps appear here; open the place to appoint somebody or end a post.' },
  body: {
    basedOn: 'Built on', basedHint: 'The industry chain, co-operative or grid on which it is built.', basedWhat: 'On what', basedIs: { body: 'A body', place: 'A grid' }, built: 'Party organisations built on it', placings: 'Members in grids',
    sentence: 'Bodies of {where}: {n} listed.', find: 'Name of the body', name: 'Name', kind: 'Kind', anyKind: 'any kind', leader: 'Leader', noLeader: 'none yet', members: 'Members', ended: 'Ended', emptyTitle: 'No bodies', emptyText: 'Party branches, committees, co-operatives, task groups and departments are kept here, with their leaders and members.', add: 'New body', addBelow: 'Add a body below', addUnder: 'New body below {name}', editTitle: 'Edit {name}',
    since: 'Founded', until: 'Ended', pageSentence: '{kind} of {place}, led by {leader}, {n} members.', pageSentenceNoLeader: '{kind} of {place}, without a leader, {n} members.', posts: 'Posts', record: 'Record', time: 'Existence', below: 'Bodies below', noneBelow: 'None.', addMember: 'Add a member', addMemberTitle: 'Add a member to {name}', noMembers: 'No members yet.', endMember: 'Leave', endMemberTitle: '{name} leaves', role: 'Role',
  },
  household,
  paper,
  roll,
  fact: field,
  person: {
    sentence: 'People of {where}: {n} listed.', find: 'Name or pinyin', add: 'Add a person', editTitle: 'Edit {name}', posts: 'Posts today', noPost: 'No post today', account: 'Account', has: 'yes', emptyTitle: 'Nobody here', emptyText: 'Once recorded, a person can be appointed, join bodies and be given an account.', placeHint: 'Where this person belongs.', phoneHint: 'Normally masked; a reason is needed to see it.', phoneKeep: 'Left empty, it stays as it is.',
    postHistory: 'Posts, now and before', record: 'Record', noAccount: 'No account: cannot sign in.', manage: 'Manage',
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
  pair: {
    title: 'Double entries', none: 'In {where}, no double entries wait for a decision.', name: 'Name two persons', nameText: 'When you know which two entries are one person, point them out.', find: 'Look for double entries', found: '{n} new pairs may be one person each.', state: 'Which ones', first: 'First entry', second: 'Second entry', evidence: 'Why', compare: 'Compare', takeBack: 'Take the merge back',
    is: { open: 'not decided yet', merged: 'merged', different: 'two persons' }, sentence: { open: 'In {where}, {n} pairs of entries may be one person. Somebody has to decide.', merged: 'In {where}, {n} pairs were merged. A wrong merge can be taken back.', different: 'In {where}, {n} pairs were found to be two persons and are not proposed again.' },
    empty: { open: 'No double entries wait for a decision', merged: 'Nothing has been merged yet', different: 'No pair was found to be two persons' }, emptyText: 'Each night the program looks for entries with the same number and the same or a like name, and for namesakes of one sound in one place. You can also look now, or name two persons.',
    why: { same_name_and_phone: 'same name and number', like_name_and_phone: 'same number, like name', same_name_and_place: 'same name, same place', like_name_and_place: 'same sound, same place', officer: 'pointed out' },
    compareTitle: 'Is this one person?', ask: 'What you decide', yes: 'One person: merge', no: 'Two persons', yesText: 'Posts, memberships, account and cases of the entry that goes follow to the one that stays. A wrong merge can be taken back.', noText: 'This pair is not proposed again.', verbYes: 'Merge', verbNo: 'Two persons', reasonHint: 'For example: asked the person, who was entered twice.', stays: 'Stays', staysVerb: 'This one stays', staysSide: 'This one stays: {side}',
    keptSay: '{gone} was merged into {kept}.', takeBackText: 'What was moved goes back. What somebody changed since stays where it is and is listed. From then on the two count as different persons.', stayed: 'Taken back. {n} records were changed since and stay where they are. Please check each:', table: { person: 'entry', appointment: 'post', member: 'membership', account: 'account', case: 'case', privacy_request: 'request about personal data' }, wentInto: 'This entry was merged into another one.', toKept: 'See the entry that stayed',
  },
  privacy: {
    tab: { catalogue: 'Catalogue and removal', requests: 'Requests', counter: 'At the counter' }, forPerson: 'Show to the person',
    catalogue: 'Catalogue of personal data', sentence: '{n} kinds of personal data are held, each with its purpose, ground and period. Nothing is due to be removed.', sentenceDue: '{n} kinds of personal data are held, each with its purpose, ground and period. {due} values are due and go tonight.', notices: 'The notices that residents read', field: 'Data', purpose: 'For what', basis: 'Ground', keep: 'Kept for', who: 'Who sees it', dueNow: 'Due', sensitive: 'sensitive',
    withRecord: 'as long as the record', uncertain: 'no rule gives it; the county chose', withReason: 'with a reason', inScope: 'who answers here', after: { case_closed: '{n} months after the case is closed', merged: '{n} months after a merge', answered: '{n} months after the answer', left: '{n} months after the person died or moved away', added: '{n} months after it was put in' }, removals: 'What was removed', removalsText: 'Each night what is due is removed. Only the kind and the number are noted, never whose. Nothing under a running case or request is touched.', noRemovals: 'Nothing has been due yet.', records: 'Records', endedBefore: 'ended before {day}',
    requests: 'Requests about personal data', requestSentence: 'In {where}, {open} requests wait for an answer', overdueSay: ', {n} of them overdue', answeredSay: '; of those answered, {in} were in time and {late} late.', ask: 'Take down a request', askVerb: 'Take down', stateLabel: 'State', openOnly: 'not answered', closedOnly: 'answered', kind: 'Request', anyKind: 'all requests', filterKind: 'Which kind', no: 'Number', about: 'Whose data', received: 'Received', due: 'To be answered by', emptyTitle: 'No requests', emptyText: 'When somebody wants to see, correct or delete their data, check their identity, take it down here, and answer in time.',
    state: { received: 'received', in_work: 'in work', answered: 'answered', refused: 'refused' }, wasLate: 'answered late', wasInTime: 'in time', kindHint: '{article}; to be answered within {n} working days.', askedBy: 'Who asks', by: { self: 'the person', relative: 'a near relative of one who has died' }, asker: 'Who asks', askerName: 'Name of who asks', askerPhone: 'Number of who asks', askerPhoneHint: 'Used to tell the result only; masked.', proof: 'How identity was checked', proofHint: 'For example: saw the identity card. Do not enter its number.', text: 'What is asked',
    what: 'What is asked', answer: 'Answer', refusal: 'Reason of the refusal', answerVerb: 'Answer', refuse: 'Refuse', take: 'Begin', answerHint: 'Whoever asked reads this.', article: 'Article', articleHint: 'A refusal names the article that allows it.', handler: 'Dealt with by', toPerson: 'Correct it on the page of the person', toCounter: 'Show and copy it at the counter',
    openSentence: 'A request of {who}: {state}, {left}.', doneLate: 'A request of {who}: {state} on {when}, too late.', doneInTime: 'A request of {who}: {state} on {when}, in time.',
    counter: 'Show to the person', counterText: 'Once identity is checked, show, print or copy for somebody everything that is held on them, and who looked at it.', identity: 'How identity was checked', identityHint: 'For example: saw the identity card. For one who has died, also how the relative is related.', reasonHint: 'This look is recorded, and the person can see it.', show: 'Open', next: 'Next person', saveCopy: 'Copy for the person (XLSX)', heldTitle: '{name}: what is held', heldSentence: '{county}, {when}, opened by {who}.', looks: 'Who looked', noLooks: 'Nobody has opened masked data of this person.', heldFoot: 'What is wrong can be corrected at once. One may also ask for deletion or an explanation, or withdraw consent.',
    section: { person: 'Entry', posts: 'Posts', memberships: 'Memberships', account: 'Account', cases: 'Reported matters', visits: 'Visits', card: 'Household card', requests: 'Requests about personal data' },
    column: { item: 'Item', value: 'Answer', by: 'Written by', day: 'Day', visitor: 'Visitor', result: 'Result', name: 'Name', place: 'Place', phone: 'Phone', post: 'Post', from: 'From', to: 'To', service_phone: 'Service number', body: 'Body', role: 'Role', login: 'Login', state: 'State', last_seen: 'Last used', no: 'Number', at: 'Time', text: 'What', kind: 'Kind', received: 'Received' },
    value: { account: { invited: 'waits for a password', active: 'active', disabled: 'disabled' }, requests: { received: 'received', in_work: 'in work', answered: 'answered', refused: 'refused' } },
  },
}
