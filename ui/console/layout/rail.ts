/** One word of the left rail: its page, and the permissions of which one is enough to show it. `thumb`: also on the bar of a phone. */
export interface RailWord { word: string; route: string; perm: readonly string[]; thumb?: true }

/** The left rail: groups with their heads, and the words of each in order. */
export const rail: readonly { group: string; words: readonly RailWord[] }[] = [
  { group: 'work', words: [
    { word: 'work', route: 'work', perm: ['casework.list'], thumb: true },
    { word: 'overview', route: 'overview', perm: ['overview.see'] },
    { word: 'cases', route: 'cases', perm: ['casework.list'], thumb: true },
    { word: 'lists', route: 'duties', perm: ['duty.list'] },
    { word: 'demands', route: 'demands', perm: ['demand.list'] },
    { word: 'emergencies', route: 'emergencies', perm: ['emergency.list'] },
    { word: 'indicators', route: 'indicators', perm: ['indicator.list'] },
    { word: 'papers', route: 'papers', perm: ['bulletin.list'] },
  ] },
  { group: 'place', words: [
    { word: 'places', route: 'places', perm: ['place.list'], thumb: true },
    { word: 'bodies', route: 'bodies', perm: ['body.list'] },
    { word: 'assets', route: 'assets', perm: ['asset.list'] },
    { word: 'gaps', route: 'gaps', perm: ['place.gaps'] },
  ] },
  { group: 'people', words: [
    { word: 'households', route: 'households', perm: ['person.list'] },
    { word: 'persons', route: 'persons', perm: ['person.list'], thumb: true },
    { word: 'links', route: 'links', perm: ['link.list'] },
    { word: 'visits', route: 'campaigns', perm: ['visit.list'] },
    { word: 'points', route: 'points', perm: ['points.list'] },
    { word: 'merit', route: 'merit', perm: ['merit.list'] },
    { word: 'books', route: 'books', perm: ['book.list'] },
    { word: 'awards', route: 'awards', perm: ['award.list'] },
    { word: 'rolls', route: 'rolls', perm: ['person.list'] },
  ] },
  { group: 'keep', words: [
    { word: 'quality', route: 'quality', perm: ['quality.list'] },
    { word: 'imports', route: 'imports', perm: ['exchange.import', 'place.export', 'person.list', 'body.list'] },
    { word: 'privacy', route: 'privacy', perm: ['privacy.list'] },
    { word: 'rules', route: 'rules', perm: ['rulebook.read'] },
    { word: 'integrations', route: 'integrations', perm: ['feed.manage'] },
    { word: 'accounts', route: 'accounts', perm: ['access.list'] },
    { word: 'devices', route: 'devices', perm: ['field.device'] },
  ] },
]
