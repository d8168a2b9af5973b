import { createApp } from 'vue'
import { session } from '@shared/api'
import { makeI18n } from '@shared/i18n'
import 'element-plus/theme-chalk/base.css'
import 'element-plus/theme-chalk/el-message.css'
import '@shared/theme.css'
import './console.css'
import App from './App.vue'
import { router } from './router'
import { leave } from './state/session'
import en from './words/en'
import zh from './words/zh'

session.lost = () => {
  leave()
  const here = router.currentRoute.value
  if (!here.meta.open) void router.replace({ name: 'sign-in', query: { to: here.fullPath } })
}

createApp(App).use(makeI18n({ zh, en })).use(router).mount('#app')
