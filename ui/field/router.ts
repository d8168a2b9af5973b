import { createRouter, createWebHistory } from 'vue-router'
import ActivityPage from './pages/ActivityPage.vue'
import AlarmPage from './pages/AlarmPage.vue'
import AwardsPage from './pages/AwardsPage.vue'
import CasePage from './pages/CasePage.vue'
import CounterPage from './pages/CounterPage.vue'
import DeedsPage from './pages/DeedsPage.vue'
import DutiesPage from './pages/DutiesPage.vue'
import DutyPage from './pages/DutyPage.vue'
import GridPage from './pages/GridPage.vue'
import HomePage from './pages/HomePage.vue'
import MePage from './pages/MePage.vue'
import HouseholdPage from './pages/HouseholdPage.vue'
import HouseholdsPage from './pages/HouseholdsPage.vue'
import OutboxPage from './pages/OutboxPage.vue'
import PointsPage from './pages/PointsPage.vue'
import PinPage from './pages/PinPage.vue'
import ReportPage from './pages/ReportPage.vue'
import SignInPage from './pages/SignInPage.vue'
import TodayPage from './pages/TodayPage.vue'
import VisitPage from './pages/VisitPage.vue'
import VisitsPage from './pages/VisitsPage.vue'
import { known, loadSession, me } from './state/session'
import { gate } from './store/device'

declare module 'vue-router' {
  interface RouteMeta { open?: boolean; tab?: string }
}

/** Pages are not loaded one by one: the whole app must be on the phone before the signal is lost. */
export const router = createRouter({
  history: createWebHistory('/field'),
  routes: [
    { path: '/sign-in', name: 'sign-in', component: SignInPage, meta: { open: true } },
    { path: '/pin', name: 'pin', component: PinPage, meta: { open: true } },
    { path: '/', name: 'today', component: TodayPage, meta: { tab: 'today' } },
    { path: '/grid/:id?', name: 'grid', component: GridPage, meta: { tab: 'grid' } },
    { path: '/visits', name: 'visits', component: VisitsPage, meta: { tab: 'visits' } },
    { path: '/visits/meeting', name: 'meeting', component: VisitPage, meta: { tab: 'visits' } },
    { path: '/homes/:id', name: 'home', component: HomePage, meta: { tab: 'visits' } },
    { path: '/homes/:id/visit', name: 'visit', component: VisitPage, meta: { tab: 'visits' } },
    { path: '/report', name: 'report', component: ReportPage, meta: { tab: 'report' } },
    { path: '/me', name: 'me', component: MePage, meta: { tab: 'me' } },
    { path: '/points', name: 'points', component: PointsPage, meta: { tab: 'me' } },
    { path: '/outbox', name: 'outbox', component: OutboxPage },
    { path: '/emergencies/:id', name: 'alarm', component: AlarmPage, meta: { tab: 'today' } },
    { path: '/awards', name: 'awards', component: AwardsPage, meta: { tab: 'me' } },
    { path: '/awards/:id', name: 'award', component: AwardsPage, meta: { tab: 'me' } },
    { path: '/duties', name: 'duties', component: DutiesPage, meta: { tab: 'today' } },
    { path: '/duties/:id', name: 'duty', component: DutyPage, meta: { tab: 'today' } },
    { path: '/activities', name: 'activities', component: ActivityPage, meta: { tab: 'grid' } },
    { path: '/deeds', name: 'deeds', component: DeedsPage, meta: { tab: 'grid' } },
    { path: '/counter', name: 'counter', component: CounterPage, meta: { tab: 'grid' } },
    { path: '/households', name: 'households', component: HouseholdsPage, meta: { tab: 'grid' } },
    { path: '/households/:id', name: 'household', component: HouseholdPage, meta: { tab: 'grid' } },
    { path: '/cases/:id', name: 'case', component: CasePage },
    { path: '/:rest(.*)*', redirect: '/' },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach(async (to) => {
  await loadSession()
  if (me.value) return to.meta.open ? { name: 'today' } : true
  // Signed in, or here before and now without a network: only the PIN is missing.
  const locked = known() || gate.value === 'locked'
  if (to.name === 'pin') return locked || { name: 'sign-in' }
  if (to.meta.open) return !known() || { name: 'pin', query: to.query }
  return { name: locked ? 'pin' : 'sign-in', query: { to: to.fullPath } }
})
