import { createApp } from 'vue'
import { session } from '@shared/api'
import { makeI18n } from '@shared/i18n'
import '@shared/theme.css'
import './field.css'
import App from './App.vue'
import { router } from './router'
import { leave } from './state/session'
import { lockWhenIdle } from './store/idle'
import { watchCounter } from './store/counter'
import { followTabs } from './store/device'
import { watchHouses } from './store/houses'
import { keepSending } from './store/outbox'
import en from './words/en'
import zh from './words/zh'

session.lost = () => {
  leave()
  const here = router.currentRoute.value
  if (!here.meta.open) void router.replace({ name: 'sign-in', query: { to: here.fullPath } })
}

document.documentElement.classList.add('ty-field')
createApp(App).use(makeI18n({ zh, en })).use(router).mount('#app')
keepSending()
watchHouses()
watchCounter()
lockWhenIdle(() => {
  leave()
  const here = router.currentRoute.value
  void router.replace({ name: 'pin', query: here.meta.open ? here.query : { to: here.fullPath } })
})

followTabs(() => session.lost())

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  addEventListener('load', () => {
    // Without the worker the app still works online; nothing to tell the officer.
    navigator.serviceWorker.register('/sw.js', { scope: '/field' }).catch(() => undefined)
  })
}
