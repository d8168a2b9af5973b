import type zh from './facts.zh'

/** The same in English. */
const en: typeof zh = {
  facts: {
    card: 'Household card', edit: 'Fill in', editTitle: 'What is known of {head}', nothing: 'Nothing is written down yet.', openHere: '{n} answers differ and wait for a person', masked: 'Written down, encrypted', came: 'came with a split or merger, written by {by}', unknown: 'Not known yet', keepMasked: 'Now {now}; leave empty to keep it', secretHint: 'Encrypted; opened for a reason only.',
    day: 'On which day was it learnt', dayHint: 'Enter the day it was learnt if that was earlier.', differTitle: 'Somebody had changed it', outcome: { open: '“{field}”: {by} changed it to “{now}”. That stands until a person decides; yours is kept.', told: '“{field}”: somebody else had changed it too. The later one stands: “{now}”. Both are kept under “Differing”.' },
    tab: { all: 'Register', holders: 'By what is known', conflicts: 'Differing' },
    holders: 'Households by what is known', holdersSentence: '{where}, “{what}”: {n} households.', which: 'Which households', noHolders: 'No such households', noHoldersText: 'Households whose card says so are listed here. Fill in the card on the page of a household, or download the sheet, fill it in and import it.', knownSince: 'Written down',
    conflicts: 'Answers that differ', conflictSentence: { open: '{where}: {n} answers differ and wait for a person.', told: '{where}: of {n} answers the later one stands; the earlier ones are kept.', settled: '{where}: {n} were decided.' }, whichConflicts: 'Show', state: { open: 'Waiting for a person', told: 'The later one stands', settled: 'Decided' }, allHouseholds: 'All households',
    noConflicts: { open: 'Nothing waits', told: 'There are none', settled: 'Nothing was decided yet' }, conflictText: 'Where two people without a network change the same answer of one household differently, it is listed here: both values are kept, with who gave them and when.',
    kept: 'Stands now', other: 'The other', later: 'Later, stands now', earlier: 'Earlier', noAnswer: '(none)', base: 'Before, it was “{value}”.', movedOn: 'Changed since to “{value}” ({by}).', settledBy: '{who} decided on “{value}”, {when}.', settle: 'Decide', settleTitle: 'Which one holds', takeKept: 'Keep “{value}”', takeOther: 'Take “{value}”', takeThird: 'Neither; enter another', note: 'On what ground',
  },
}
export default en
