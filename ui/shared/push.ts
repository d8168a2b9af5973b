import { api } from './api'

/** Whether this browser can be told at all: only over HTTPS, and where its maker runs a service for it. */
export const canPush = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window && window.isSecureContext

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))

/** The worker that shows messages; it has a small scope of its own beside that of the field app. */
const worker = () => navigator.serviceWorker.register('/assets/push.js', { scope: '/assets/' })

async function subscription(): Promise<PushSubscription | null> {
  if (!canPush()) return null
  const registration = await navigator.serviceWorker.getRegistration('/assets/')
  return (await registration?.pushManager.getSubscription()) ?? null
}

/** Whether this browser is told for whoever is signed in: its subscription may be somebody else's who shares the phone. */
export async function isPushed(): Promise<boolean> {
  const mine = await subscription()
  return !!mine && (await api.pushed(mine.endpoint)).on
}

/** What came of letting this browser be told. Denied: the person, or the browser, said no. Away: the service of the browser's maker is out of reach. */
export type PushOutcome = 'on' | 'denied' | 'away'

/** Without a network a browser asks the service of its maker again and again and never says so. */
const patience = 20_000

async function subscribe(registration: ServiceWorkerRegistration, key: string): Promise<PushSubscription | null> {
  let late = false
  const asked = registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) })
  asked.then((mine) => late && mine.unsubscribe()).catch(() => undefined)
  const over = new Promise<null>((done) => setTimeout(() => ((late = true), done(null)), patience))
  return Promise.race([asked, over]).catch((failure: unknown) => {
    if (failure instanceof DOMException && failure.name === 'AbortError') return null
    throw failure
  })
}

/** Lets this browser be told. */
export async function pushOn(front: 'console' | 'field', lang: 'zh' | 'en'): Promise<PushOutcome> {
  if ((await Notification.requestPermission()) !== 'granted') return 'denied'
  const { key } = await api.pushKey()
  const registration = await active()
  await (await registration.pushManager.getSubscription())?.unsubscribe()
  const made = await subscribe(registration, key)
  if (!made) return 'away'
  const mine = made.toJSON()
  await api.addPush({ endpoint: mine.endpoint ?? '', p256dh: mine.keys?.p256dh ?? '', auth: mine.keys?.auth ?? '', front, lang })
  return 'on'
}

/** The worker once it runs: before, some browsers refuse to subscribe. */
async function active(): Promise<ServiceWorkerRegistration> {
  const registration = await worker()
  const coming = registration.installing ?? registration.waiting
  if (!registration.active && coming) await new Promise<void>((done) => coming.addEventListener('statechange', () => coming.state === 'activated' && done()))
  return registration
}

/** Ends it for this browser. */
export async function pushOff(): Promise<void> {
  const mine = await subscription()
  if (!mine) return
  await api.dropThisPush(mine.endpoint)
  await mine.unsubscribe()
}

/** Ends it for all browsers of this account; this one forgets its subscription too. */
export async function pushOffEverywhere(): Promise<void> {
  await api.dropPush()
  await (await subscription())?.unsubscribe()
}
