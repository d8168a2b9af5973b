import { createRouter, createWebHistory } from 'vue-router'
import CasePage from './pages/CasePage.vue'
import DutiesPage from './pages/DutiesPage.vue'
import DutyPage from './pages/DutyPage.vue'
import GridPage from './pages/GridPage.vue'
import MePage from './pages/MePage.vue'
import OutboxPage from './pages/OutboxPage.vue'
import ReportPage from './pages/ReportPage.vue'
import SignInPage from './pages/SignInPage.vue'
import TodayPage from './pages/TodayPage.vue'
import { loadSession, me } from './state/session'

declare module 'vue-router' {
  interface RouteMeta { open?: boolean; tab?: string }
}

/** Pages are not loaded one by one: the whole app must be on the phone before the signal is lost. */
export const router = createRouter({
  history: createWebHistory('/field'),
  routes: [
    { path: '/sign-in', name: 'sign-in', component: SignInPage, meta: { open: true } },
    { path: '/', name: 'today', component: TodayPage, meta: { tab: 'today' } },
    { path: '/grid/:id?', name: 'grid', component: GridPage, meta: { tab: 'grid' } },
    { path: '/report', name: 'report', component: ReportPage, meta: { tab: 'report' } },
    { path: '/me', name: 'me', component: MePage, meta: { tab: 'me' } },
    { path: '/outbox', name: 'outbox', component: OutboxPage },
    { path: '/duties', name: 'duties', component: DutiesPage, meta: { tab: 'today' } },
    { path: '/duties/:id', name: 'duty', component: DutyPage, meta: { tab: 'today' } },
    { path: '/cases/:id', name: 'case', component: CasePage },
    { path: '/:rest(.*)*', redirect: '/' },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach(async (to) => {
  await loadSession()
  if (!me.value && !to.meta.open) return { name: 'sign-in', query: { to: to.fullPath } }
  if (me.value && to.name === 'sign-in') return { name: 'today' }
  return true
})
