/** Words of the checks of the data; the checks bring their own. */
export default {
  quality: {
    title: 'Data checks', never: '{where} has not been checked yet.', say: '{where}: {n} findings, of which {wrong} are surely wrong.', clean: '{where}: nothing was found.', lastRun: 'Last checked {when} ({where}).', run: 'Check now', running: '{done} of {total} checks done', ran: 'Checked: {found} findings, {fresh} new, {gone} mended.', failed: 'Some checks did not end. Try again later; if it stays so, give the log to the administrator.',
    how: 'How sure', any: 'All', all: 'Also those that found nothing ({n} in all)', severity: { wrong: 'Surely wrong', likely: 'Probably wrong', look: 'Have a look' }, short: { wrong: 'Surely', likely: 'Probably', look: 'Look' },
    about: { place: 'Grids', post: 'Posts and accounts', body: 'Bodies', person: 'People', household: 'Households', case: 'Cases', visit: 'Visits', duty: 'Lists', points: 'Points and honours', keep: 'Program and phones' },
    nothing: 'Nothing was found', nothingText: 'Checked {when}. It is checked again each night.', notYet: 'Not checked yet', notYetText: 'It is checked each night by itself. Press “Check now” if you cannot wait.', below: 'Places below',
    count: '{where}: {n}.', mend: 'How to mend:', goes: 'Once mended, it is gone at the next run.', none: 'None', noneText: 'This check found nothing, or it was mended.', record: 'Record', what: 'What', since: 'Since', open: 'Open',
  },
}
