/** Words of the desk: one step on many cases, kept filters, the board of queues. */
export default {
  desk: {
    tick: 'Tick', tickAll: 'Tick all', tickOne: 'Tick {what}', ticked: '{n} ticked', clear: 'Untick', others: 'Other steps…', some: '{what} ({n})', noStep: 'No step can be taken on the chosen cases together', title: '{what} · {n} cases', andMore: 'and {n} more',
    common: 'Only those to whom each of these cases may go.', did: '{what}: {n}', result: '{what}: {done} went through, {n} did not.', seen: 'Understood',
    kept: 'My filters', keep: 'Keep this filter', default: 'default', makeDefault: 'Make it the default', noDefault: 'No longer the default', drop: 'Forget “{name}”', filterName: 'Name', filterExample: 'For example: roads, to be dispatched', opens: 'Open the case list with it', find: 'Number or words',
  },
  board: {
    title: 'Platforms', sentence: '{where}: {n} wait for triage', none: '{where}: nothing waits for triage', queues: ', {n} with the platforms', late: ', {n} overdue', stop: '.', untriaged: 'To be triaged', untriagedSay: 'The centre accepts and triages', days: 'within {n} working days', mine: 'My platform',
    count: '{n}', oldest: 'oldest {when}', noneHere: 'Nothing here', all: 'See all {n}', to: 'Give to', proposed: 'proposed', given: 'Given to {name}', taken: '{who} is on it', waiting: 'to be taken on', keys: 'Choose with j and k, press a number to give it to that platform', noQueues: 'This county has no platforms', noQueuesText: 'Platforms and their times stand in the rules (queues); with them this page has a board.', lights: { red: '{n} overdue', amber: '{n} due soon', blue: '{n} to watch' }, drag: 'or drag it onto a platform',
  },
}
