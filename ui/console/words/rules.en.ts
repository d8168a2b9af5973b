/** Words of the page of rules. */
export default {
  rules: {
    title: 'Rules', sentence: '{name} works by version {no} of its rules: {n} definitions.', see: 'See', find: 'Id, name or source', noneFound: 'Nothing found. Try another word, or another part.', source: 'Source', since: 'from {day}', until: 'until {day}',
    section: {
      levels: 'Levels', place_kinds: 'Kinds of places', body_kinds: 'Kinds of bodies', bars: 'Seats kept apart', roles: 'Roles and permissions', posts: 'Posts', topics: 'Topics', case_types: 'Case types', parameters: 'Parameters', codes: 'Code lists', work_years: 'Working calendars', kin_relations: 'Relations', privacy_modules: 'Modules of personal data', personal_fields: 'Fields of personal data', privacy_requests: 'Requests about personal data', list_types: 'List types', duties: 'Duties of posts',
      member_roles: 'Roles of members', items: 'Codes', festivals: 'Festivals', rungs: 'Reminders and escalation', fields: 'Fields', reminders: 'Reminders', views: 'Periods', categories: 'Categories', states: 'States', transitions: 'Steps',
    },
    lifeOf: 'Life of {name}', lifeAlt: '{states} states and {steps} steps; the list beside it says them in words.', final: 'Ends here', within: 'Within {time}', noClock: 'No time limit', waits: 'Waits for {who}', or: ' or ', and: ', ', time: { workdays: '{n} working days', days: '{n} days', hours: '{n} hours', workhours: '{n} working hours' },
    by: { place: 'officers of the place', body: 'the unit in charge', assignee: 'the person in charge', reporter: 'who raised it', system: 'the program', caller: 'who called', handler: 'who handles it' }, takenBy: 'Taken by {who}.', needs: ' Needs {what}.', need: { reason: 'a reason', note: 'a note', body: 'a unit', assignee: 'a person', handler: 'a unit or a person', rating: 'a rating' }, posts: '{n} posts have the permission',
    versions: 'Versions', versionNo: 'Version {n}', state: { now: 'In force', planned: 'Not begun yet', past: 'Replaced' }, withProgram: 'came with the program', administrator: 'administrator', noChanges: 'This is the first version.', what: { added: 'new', changed: 'changed', ended: 'ends', removed: 'gone' }, howTo: "The administrator brings the county's rules at the command line, see docs/packs.md:",
  },
}
