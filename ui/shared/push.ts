import { api } from './api'

/** Whether this browser can be told at all: only over HTTPS, and where its maker runs a service for it. */
export const canPush = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window && window.isSecureContext

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))

/** The worker that shows messages; it has a small scope of its own beside that of the field app. */
const worker = () => navigator.serviceWorker.register('/assets/push.js', { scope: '/assets/' })

/** Whether this browser is told. */
export async function isPushed(): Promise<boolean> {
  if (!canPush()) return false
  const registration = await navigator.serviceWorker.getRegistration('/assets/')
  return !!(await registration?.pushManager.getSubscription())
}

/** Lets this browser be told. False: the person, or the browser, said no. */
export async function pushOn(front: 'console' | 'field', lang: 'zh' | 'en'): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false
  const { key } = await api.pushKey()
  const registration = await worker()
  const old = await registration.pushManager.getSubscription()
  await old?.unsubscribe()
  const mine = (await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) })).toJSON()
  await api.addPush({ endpoint: mine.endpoint ?? '', p256dh: mine.keys?.p256dh ?? '', auth: mine.keys?.auth ?? '', front, lang })
  return true
}

/** Ends it for all browsers of this account; this one forgets its subscription too. */
export async function pushOff(): Promise<void> {
  await api.dropPush()
  if (!canPush()) return
  const registration = await navigator.serviceWorker.getRegistration('/assets/')
  await (await registration?.pushManager.getSubscription())?.unsubscribe()
}
