/** The words of the left rail, in order, each with the permission that shows it. `thumb`: also on the bar of a phone. */
export const rail = [
  { word: 'work', route: 'work', perm: 'casework.list', thumb: true },
  { word: 'places', route: 'places', perm: 'place.list', thumb: true },
  { word: 'bodies', route: 'bodies', perm: 'body.list', thumb: false },
  { word: 'households', route: 'households', perm: 'person.list', thumb: false },
  { word: 'rolls', route: 'rolls', perm: 'person.list', thumb: false },
  { word: 'persons', route: 'persons', perm: 'person.list', thumb: true },
  { word: 'cases', route: 'cases', perm: 'casework.list', thumb: true },
  { word: 'gaps', route: 'gaps', perm: 'place.gaps', thumb: false },
  { word: 'imports', route: 'imports', perm: ['exchange.import', 'place.export', 'person.list', 'body.list'], thumb: false },
  { word: 'accounts', route: 'accounts', perm: 'access.list', thumb: false },
  { word: 'privacy', route: 'privacy', perm: 'privacy.list', thumb: false },
] as const
