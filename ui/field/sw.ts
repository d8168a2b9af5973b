/// <reference lib="webworker" />
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: ({ url: string; revision: string | null } | string)[] }

const page = '/field'

// The server answers the page at /field; the build only knows its file.
const files = self.__WB_MANIFEST.map((one) => (typeof one !== 'string' && one.url === 'field.html' ? { ...one, url: page } : one))

precacheAndRoute(files)
cleanupOutdatedCaches()
registerRoute(new NavigationRoute(createHandlerBoundToURL(page), { allowlist: [/^\/field(\/|\?|$)/] }))

// All code of the app is loaded at its start, so a new version may take over at once.
self.addEventListener('install', () => void self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
