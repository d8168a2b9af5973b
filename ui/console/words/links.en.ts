import type zh from './links.zh'

/** The same in English. */
const en: typeof zh = {
  link: {
    title: 'Linked households', sentence: '{where}: {households} households, {linked} with a member, {missing} without, {twice} with two.', sentenceFree: '{where}: {households} households, {linked} linked, {twice} twice.',
    kind: 'Way of linking', view: 'Show', views: { missing: 'Without a member', twice: 'With two or more', members: 'Members', links: 'Register' }, chooseVillage: 'Choose a village above to fill its gaps by nearness.', below: 'Place by place', coverRow: '{households} households, {linked} linked, {missing} missing, {twice} twice',
    empty: { missing: 'Every household of {where} has a member', twice: 'No household of {where} has two', members: '{where} has no members who may be linked yet', links: 'No household of {where} is linked yet' }, emptyText: 'Members of Party groups and service groups look after households. Those without a member, and those with two, are listed here.',
    now: 'Member now', nobody: 'Nobody', extra: 'one too many', mend: { missing: 'Name a member', twice: 'Keep one, end the others' }, member: 'Member', group: 'Group', load: 'Households', state: 'State', gap: { few: 'Fewer than {least}', many: 'More than {most}' }, since: 'Since', household: 'Household', has: '{n} households', noMembers: 'No members here yet',
    add: 'Name a member', addFor: 'Name a member for {house}', replace: 'Take it over from whoever has it', end: 'End', endOf: 'End {name}', endTitle: 'End the link of {member} and {house}',
    propose: 'Fill by nearness', proposeTitle: 'Fill by nearness', proposeText: 'Those of the same group first, then who has the fewest. Untick what does not fit; nothing is saved before you confirm.', proposeLeft: '{n} households are left: members are full, or the village has none.', proposeNone: 'There is nothing to fill.', confirm: 'Confirm {n} households', near: 'same group', far: 'same village', ofPerson: 'Households looked after', ofHousehold: 'Who looks after this household',
  },
  activity: { title: 'Activities', add: 'Write down an activity', counts: '{month} this month, {quarter} this quarter, {year} this year.', none: 'Nothing is written down yet.', what: 'What was done', day: 'On which day', who: 'Who took part', text: 'In a few words', remove: 'Take back', removeTitle: 'Take “{title}” back' },
  placing: {
    title: 'Party members in grids', which: 'Which members', whiches: { none: 'In no grid', twice: 'In two or more', all: 'All members' }, sentence: { none: '{n} Party members of {where} are in no grid.', twice: '{n} Party members of {where} are in two or more grids.', all: '{n} Party members of {where} are listed.' },
    empty: { none: 'All Party members of {where} are placed', twice: 'Nobody of {where} is in two grids', all: '{where} has no Party members yet' }, emptyText: 'Each member is placed in one grid, with a post and its duties; those who are not are listed here.', member: 'Member', branch: 'Organisation', grid: 'Grid', posts: 'Posts', duties: 'Duties', verb: 'Place', ask: 'Place {name} in which grid', moves: 'Now in {grid}; that ends on the day before.',
  },
  hand: {
    list: 'Handovers', listSay: 'Handovers of posts, planned and past, the newest first. They are carried out at midnight of their day and can be called off before.', empty: 'No handovers yet', emptyText: 'Choose “Hand over” beside a post on the page of a person.', who: 'From → to', what: 'What went over', cancel: 'Call off', cancelTitle: 'Call off that {post} goes from {from} to {into}', state: { planned: 'Planned', carried: 'Carried out', failing: 'Not carried out', cancelled: 'Called off' },
    verb: 'Hand over', title: 'Who takes “{post}” over from {name}', into: 'Successor', day: 'From', dayHint: 'The holder has it until the day before. A day to come is carried out at midnight.', done: 'The handover is entered', goes: '{n} go to {into} from {day}', stays: '{n} stay with {from}', staysNone: 'Nothing stays with {from}.', last: 'It is the last post of {from}: their account closes by itself.',
    kind: { case: 'Request', call: 'Call', item: 'List item', contact: 'Contact point', link: 'Household', turn: 'On duty', post: 'Post' }, why: { elsewhere: 'Not in the work of this post', group: 'The successor is not in this group', other: 'Another post' },
  },
  swap: { verb: 'Swap', title: 'Swap two turns of duty', one: 'This turn', other: 'With this one' },
  acting: { short: 'Acting', verb: 'Let them act', title: 'Who acts for {name} as “{post}”', text: 'Both see the work of the post; it ends by itself, and the journal says who acted for whom.', who: 'Who acts', from: 'From', to: 'Until' },
  consent: { short: 'Card', verb: 'Record consent', withdraw: 'Record withdrawal', title: 'What the card shows of {name}', text: 'A volunteer’s name and number are shown only with consent; withdrawn, the card changes at once.', now: 'Recorded {day}: {how}, by {by}.', name: 'Agrees to be named', phone: 'Agrees to show the number', how: 'How it was given', howHint: 'Such as: a signed form, in person.', day: 'On which day' },
}
export default en
