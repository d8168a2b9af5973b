/** Words of emergencies. */
export default {
  emergency: {
    title: 'Emergencies', none: 'There is no emergency in {where}.', some: 'Emergencies in {where}: {n}.', on: 'Switch on', name: 'Name', kind: 'Kind', places: 'Places', when: 'Time', approver: 'Approved by', state: { running: 'Running', over: 'Over', wiped: 'Over' },
    emptyTitle: 'No emergency', emptyText: 'Usually nothing is here. Who may approve it switches one on for named places until a named time; it ends by itself.', span: '{from} to {to}',
    dialog: { say: 'You approve it. It ends by itself; a longer time takes another approval.', name: 'Name', places: 'Places', add: 'One more place', until: 'Until', hours: '{n} hours', other: 'Another time', reason: 'Ground and reason', go: 'Approve and switch on' },
    page: {
      sentence: '{places}: on since {from}, until {to}.', over: '{places}: {from} to {to}, over by itself.', by: 'Approved by {by}, {post}', left: '{h} h {m} min left', acts: 'Approvals', act: { on: 'Switched on', extend: 'Extended', off: 'Ended early' }, actTo: 'until {to}',
      extend: 'Extend', extendTitle: 'Extend the emergency', end: 'End it now', endTitle: 'End the emergency', endText: 'It stops at once: no calls, no reports; the list is sealed and deleted after {n} days.',
    },
    grid: { title: 'Calls', sentence: '{all} households: {reached} well, {help} need help, {missed} not reached, {left} not called yet.', place: 'Place', all: 'Households', reached: 'Well', help: 'Need help', missed: 'Not reached', helped: 'Helped', left: 'Not called', up: 'One level up', houses: 'Households', refresh: 'renewed each half minute' },
    call: { reached: 'Well', help: 'Needs help', missed: 'Not reached', helped: 'Helped', '': 'Not called', title: 'Household of {head}', needs: 'What is needed', people: 'How many people', note: 'Note (what to do only)', save: 'Write down', of: '{by}, {when}', household: 'Household', place: 'Place', answer: 'State', none: 'No household is registered here.', people_n: '{n} people' },
    help: { late: 'Came after the end, made {when}', title: 'Help first', known: 'Known from the card, not called yet', sentence: '{n} households wait, the longest first.', none: 'Nobody waits for help.', done: 'Helped', sealed: 'The list is sealed and deleted on {day}.', wiped: 'The list was deleted on its day; nobody can open it.', open: 'Open the sealed list', openTitle: 'Open the sealed list', openText: 'The journal keeps who opened it, when and why.', reason: 'Why you need it', waiting: 'waits {t}' },
    hour: { title: 'Reports', sentence: 'Round of {at}: {in} of {n} places have reported.', missing: 'Not in yet', none: 'All are in', late: 'late: {n}', came: 'Late', at: 'Time', in: 'In', report: 'Report', reportTitle: 'Report of {place}', from: 'From where', empty: 'No report is due yet.', by: '{by}, {when}', now: 'now', nobody: 'nobody answers for it' },
  },
}
