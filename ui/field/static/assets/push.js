// Shows what the server has sealed for this browser: how much is due today. It caches nothing and touches no request; both fronts use it.
self.addEventListener('push', (event) => {
  let told = {}
  try {
    told = event.data.json()
  } catch {
    // A message that cannot be read is shown without its words: browsers ask that each one is shown.
  }
  event.waitUntil(self.registration.showNotification(told.title || '头雁', { body: told.body || '', tag: 'due', data: told.path || '/console' }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const path = String(event.notification.data)
  if (!/^\/(console|field)/.test(path)) return
  event.waitUntil(
    self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then((all) => {
      const there = all.find((c) => new URL(c.url).pathname.startsWith(path))
      return there ? there.focus() : self.clients.openWindow(path)
    }),
  )
})
