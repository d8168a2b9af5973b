/** Words of households and rolls. */
export const field = {
  id_number: 'ID number', birth: 'Born', birthYear: 'Year of birth', sex: 'Sex', ethnicity: 'Ethnic group', education: 'Education', political: 'Political status', marital: 'Marital status', residence: 'Residence', phone: 'Phone', name: 'Name',
  relation: 'Relation to the head', registered: 'Registered here', lives: 'Lives here', kind: 'Kind of household', address: 'Address', from: 'In the household since', died: 'Died', left: 'Moved away', yes: 'yes', no: 'no',
}

export const household = {
  sentence: '{where}: {households} households in the register, {registered} people registered, {living} living here.', find: 'Code, name, pinyin, or a whole ID or phone number', code: 'Code', head: 'Head', members: 'People', add: 'New household', closed: 'Ended', open: 'In the register', which: 'Which households',
  emptyTitle: 'No household found', emptyText: 'Try another name or place. What is not in the register yet can be entered here, or a whole village imported from a roster.', page: 'Household of {head}', noHead: 'no head', pageSentence: '{path}, {n} people.', endedSentence: '{path}, ended on {day} ({why}).',
  asOf: 'On which day', memberList: 'Members', past: 'Were here before', nobody: 'Nobody was in the household on that day.', record: 'Record', came: 'Origin', since: 'Founded', until: 'Ended', before: 'Came out of', after: 'Went on as', history: 'Where it came from and went', noHistory: 'No split, no merger.',
  events: 'What happened', eventDay: 'Day', doc: 'Document number', docHint: 'Such as the number of a birth certificate or a migration certificate.', cause: 'Cause', preview: 'See the outcome', previewTitle: 'This is what it will be', previewStale: 'Something was changed; please look at the outcome again.', confirm: 'Enter', takeBack: 'Take back', takeBackTitle: 'Take this event back', takeBackText: 'Household and people become what they were before; the event stays in the list, marked as taken back.', takenBack: 'taken back', by: 'entered by {who}, {when}', whole: 'The household', noRelation: 'to be stated',
  verb: { birth: 'Birth', move_in: 'Moved in', transfer: 'Came from another household', death: 'Death', move_out: 'Moved out', split: 'Split', merge: 'Merge', head: 'Change of head', correct: 'Correction' },
  kind: { settle: 'Entered', birth: 'Birth', move_in: 'Moved in', transfer: 'Between households', death: 'Death', move_out: 'Moved out', split: 'Split', merge: 'Merger', head: 'Change of head', correct: 'Correction', taken_back: 'taken back' },
  ask: { who: 'Who', existing: 'Somebody in the register', fresh: 'Somebody new', which: 'Which people', newHead: 'New head', otherHousehold: 'Household that joins this one', otherHint: 'Code, name of the head, or pinyin.', fromPerson: 'Who came', place: 'Grid of the new household', reason: 'Reason for the correction', headLeaves: 'The head leaves; who follows', relation: 'Relation to the head', relationIn: 'Relation to the new head', person: 'Whose entry', field: 'What', value: 'What is right', houseField: 'The household\'s' },
  seeAll: 'See the households', seeRolls: 'See the rolls', more: 'Enter an event', choose: 'Choose a household',
  reveal: 'Show', confirmDuplicate: 'This is somebody else; enter them all the same',
  link: { split: 'split', merge: 'merger' },
  ofPerson: 'Household', noHousehold: 'In no household.', rollsOf: 'Rolls', noRolls: 'On no roll.',
}

export const roll = {
  sentence: '{where} on {day}: {registered} registered, {collective} members of the collective, {voters} voters. Each roll has its own rule; none follows from another.', choose: 'Choose a village first', chooseText: 'Rolls are those of a village or community. The other pages then show this one only, too.', village: 'Village or community', who: 'Sex, year of birth',
  tab: { registered: 'Registered', voter: 'Voters', collective: 'Collective', party: 'Party' }, tabs: 'Rolls', day: 'On which day', emptyTitle: 'Nobody on this roll', state: { in: 'on the roll', ask: 'to be asked', out: 'not listed' }, basis: 'Basis', doc: 'Document', from: 'From', until: 'Until', relation: 'Relation to the head', body: 'Party body', role: 'Status',
  emptyText: { registered: 'People registered in households appear here.', voter: 'Propose the list for an election day, check it, confirm it, post it.', collective: 'Members confirmed by the members’ assembly are entered here.', party: 'Members of Party bodies are kept under “Bodies”.' },
  admit: 'Admit a member', admitTitle: 'Admit a member of the collective', lose: 'End', loseTitle: '{name} ceases to be a member', loseText: 'Only the grounds named by law end a membership; going away, study, service, marriage, divorce or moving out do not (Rural Collective Economic Organisations Law, Art. 17, 18).', decision: 'Number of the assembly’s decision', ground: 'Ground', diedSince: 'died {day}; the loss is not decided yet', leftSince: 'moved away {day}',
  propose: 'Propose the voter roll', proposeText: 'From the register: adults registered and living here are listed; those away, and those who have lived here for a year, are to be asked.', electionDay: 'Election day', list: 'Which election', listSay: 'Election of {day}: {in} listed, {ask} to be asked, {out} not listed.', listState: { proposed: 'to be checked', confirmed: 'confirmed', posted: 'posted' }, confirm: 'Confirm the roll', confirmText: 'From then on you answer for the roll. Nobody may still wait to be asked.', post: 'Note the posting', postText: 'The roll is to be posted 20 days before the election.', postDay: 'Posted on', decide: 'Check', decideTitle: 'Is {name} on the roll?', toState: 'Result', noList: 'No voter roll yet',
}

export const paper = {
  title: 'Papers', hint: 'Photographs or PDF, such as the scan of a birth or migration certificate.', choose: 'Choose files', remove: 'Remove', drop: 'Remove {name}', add: 'Add papers', picture: 'Photograph', looks: 'Who looked',
}
