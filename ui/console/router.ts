import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { loadSession, me, meta } from './state/session'
import { restoreScope } from './state/scope'

declare module 'vue-router' {
  interface RouteMeta {
    /** Reachable without signing in. */
    open?: boolean
    /** The word of the rail this page belongs to. */
    rail?: string
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/console/sign-in', name: 'sign-in', meta: { open: true }, component: () => import('./pages/SignIn.vue') },
  { path: '/console/invite/:token', name: 'invite', meta: { open: true }, component: () => import('./pages/Invite.vue'), props: true },
  { path: '/console/demo', name: 'demo', meta: { open: true }, component: () => import('./pages/DemoPeople.vue') },
  { path: '/console', name: 'work', meta: { rail: 'work' }, component: () => import('./pages/Work.vue') },
  { path: '/console/alerts', name: 'alerts', meta: { rail: 'work' }, component: () => import('./cases/AlertsPage.vue') },
  { path: '/console/me', name: 'me', meta: { rail: '' }, component: () => import('./pages/MyAccount.vue') },
  { path: '/console/cases', name: 'cases', meta: { rail: 'cases' }, component: () => import('./cases/CaseList.vue') },
  { path: '/console/cases/board', name: 'board', meta: { rail: 'cases' }, component: () => import('./cases/BoardPage.vue') },
  { path: '/console/cases/new', name: 'case-new', meta: { rail: 'cases' }, component: () => import('./cases/CaseNew.vue') },
  { path: '/console/ledgers', name: 'ledgers', meta: { rail: 'cases' }, component: () => import('./cases/LedgerPage.vue') },
  { path: '/console/assets', name: 'assets', meta: { rail: 'assets' }, component: () => import('./assets/AssetList.vue') },
  { path: '/console/cases/:id', name: 'case', meta: { rail: 'cases' }, component: () => import('./cases/CasePage.vue'), props: true },
  { path: '/console/lists', name: 'duties', meta: { rail: 'lists' }, component: () => import('./lists/MyItems.vue') },
  { path: '/console/lists/all', name: 'lists', meta: { rail: 'lists' }, component: () => import('./lists/ListsPage.vue') },
  { path: '/console/lists/calendar', name: 'duty-calendar', meta: { rail: 'lists' }, component: () => import('./lists/CalendarPage.vue') },
  { path: '/console/lists/period', name: 'duty-period', meta: { rail: 'lists' }, component: () => import('./lists/PeriodPage.vue') },
  { path: '/console/lists/orders', name: 'duty-orders', meta: { rail: 'lists' }, component: () => import('./lists/OrdersPage.vue') },
  { path: '/console/lists/contacts', name: 'contacts', meta: { rail: 'lists' }, component: () => import('./lists/ContactsPage.vue') },
  { path: '/console/lists/items/:id', name: 'item', meta: { rail: 'lists' }, component: () => import('./lists/ItemPage.vue'), props: true },
  { path: '/console/lists/:id', name: 'list', meta: { rail: 'lists' }, component: () => import('./lists/ListPage.vue'), props: true },
  { path: '/console/places/:id?', name: 'places', meta: { rail: 'places' }, component: () => import('./places/PlacePage.vue'), props: true },
  { path: '/console/bodies', name: 'bodies', meta: { rail: 'bodies' }, component: () => import('./bodies/BodyList.vue') },
  { path: '/console/bodies/terms', name: 'terms', meta: { rail: 'bodies' }, component: () => import('./bodies/TermList.vue') },
  { path: '/console/bodies/gaps', name: 'body-gaps', meta: { rail: 'bodies' }, component: () => import('./bodies/BodyGapList.vue') },
  { path: '/console/bodies/party', name: 'placings', meta: { rail: 'bodies' }, component: () => import('./bodies/PlacingPage.vue') },
  { path: '/console/bodies/:id/record', name: 'body-record', meta: { rail: 'bodies' }, component: () => import('./bodies/BodyRecord.vue'), props: true },
  { path: '/console/bodies/:id', name: 'body', meta: { rail: 'bodies' }, component: () => import('./bodies/BodyPage.vue'), props: true },
  { path: '/console/persons', name: 'persons', meta: { rail: 'persons' }, component: () => import('./persons/PersonList.vue') },
  { path: '/console/persons/duplicates', name: 'duplicates', meta: { rail: 'persons' }, component: () => import('./persons/Duplicates.vue') },
  { path: '/console/persons/handovers', name: 'handovers', meta: { rail: 'persons' }, component: () => import('./persons/HandoverList.vue') },
  { path: '/console/persons/:id', name: 'person', meta: { rail: 'persons' }, component: () => import('./persons/PersonPage.vue'), props: true },
  { path: '/console/households', name: 'households', meta: { rail: 'households' }, component: () => import('./households/HouseholdList.vue') },
  { path: '/console/households/known', name: 'holders', meta: { rail: 'households' }, component: () => import('./facts/HolderList.vue') },
  { path: '/console/households/conflicts', name: 'conflicts', meta: { rail: 'households' }, component: () => import('./facts/ConflictList.vue') },
  { path: '/console/households/:id', name: 'household', meta: { rail: 'households' }, component: () => import('./households/HouseholdPage.vue'), props: true },
  { path: '/console/links', name: 'links', meta: { rail: 'links' }, component: () => import('./links/LinkPage.vue') },
  { path: '/console/visits', name: 'campaigns', meta: { rail: 'visits' }, component: () => import('./visits/CampaignList.vue') },
  { path: '/console/visits/new', name: 'campaign-new', meta: { rail: 'visits' }, component: () => import('./visits/CampaignNew.vue') },
  { path: '/console/visits/all', name: 'visits', meta: { rail: 'visits' }, component: () => import('./visits/VisitList.vue') },
  { path: '/console/visits/leaders', name: 'visit-leaders', meta: { rail: 'visits' }, component: () => import('./visits/LeaderReport.vue') },
  { path: '/console/visits/calls', name: 'visit-calls', meta: { rail: 'visits' }, component: () => import('./visits/CallList.vue') },
  { path: '/console/visits/forms', name: 'visit-forms', meta: { rail: 'visits' }, component: () => import('./visits/FormPage.vue') },
  { path: '/console/visits/campaigns/:id', name: 'campaign', meta: { rail: 'visits' }, component: () => import('./visits/CampaignPage.vue'), props: true },
  { path: '/console/visits/:id', name: 'visit', meta: { rail: 'visits' }, component: () => import('./visits/VisitPage.vue'), props: true },
  { path: '/console/points', name: 'points', meta: { rail: 'points' }, component: () => import('./points/PointsList.vue') },
  { path: '/console/points/years/:id', name: 'points-year', meta: { rail: 'points' }, component: () => import('./points/YearPage.vue'), props: true },
  { path: '/console/points/accounts/:id', name: 'points-account', meta: { rail: 'points' }, component: () => import('./points/AccountPage.vue'), props: true },
  { path: '/console/points/mine', name: 'points-mine', component: () => import('./points/MinePage.vue') },
  { path: '/console/merit', name: 'merit', meta: { rail: 'merit' }, component: () => import('./merit/PoolList.vue') },
  { path: '/console/merit/rounds/:id', name: 'merit-round', meta: { rail: 'merit' }, component: () => import('./merit/RoundPage.vue'), props: true },
  { path: '/console/merit/deeds/:id', name: 'merit-deed', meta: { rail: 'merit' }, component: () => import('./merit/DeedPage.vue'), props: true },
  { path: '/console/merit/:id', name: 'merit-village', meta: { rail: 'merit' }, component: () => import('./merit/VillagePage.vue'), props: true },
  { path: '/console/merit/:id/shop', name: 'merit-shop', meta: { rail: 'merit' }, component: () => import('./shop/ShopPage.vue'), props: true },
  { path: '/console/books', name: 'books', meta: { rail: 'books' }, component: () => import('./books/BookList.vue') },
  { path: '/console/books/accounts/:id', name: 'book-account', meta: { rail: 'books' }, component: () => import('./books/BookAccountPage.vue'), props: true },
  { path: '/console/books/transactions/:id', name: 'book-txn', meta: { rail: 'books' }, component: () => import('./books/TxnPage.vue'), props: true },
  { path: '/console/books/:id', name: 'book', meta: { rail: 'books' }, component: () => import('./books/BookPage.vue'), props: true },
  { path: '/console/emergencies', name: 'emergencies', meta: { rail: 'emergencies' }, component: () => import('./emergencies/EmergencyList.vue') },
  { path: '/console/emergencies/:id', name: 'emergency', meta: { rail: 'emergencies' }, component: () => import('./emergencies/EmergencyPage.vue'), props: true },
  { path: '/console/overview', name: 'overview', meta: { rail: 'overview' }, component: () => import('./overview/OverviewPage.vue') },
  { path: '/console/overview/walls', name: 'walls', meta: { rail: 'overview' }, component: () => import('./overview/WallsPage.vue') },
  { path: '/console/overview/map', name: 'overview-map', meta: { rail: 'overview' }, component: () => import('./overview/MapPage.vue') },
  { path: '/console/wall/:code', name: 'wall', meta: { open: true }, component: () => import('./overview/WallPage.vue'), props: true },
  { path: '/console/demands', name: 'demands', meta: { rail: 'demands' }, component: () => import('./demands/DemandList.vue') },
  { path: '/console/demands/sent', name: 'demands-sent', meta: { rail: 'demands' }, component: () => import('./demands/SentList.vue') },
  { path: '/console/demands/burden', name: 'demand-burden', meta: { rail: 'demands' }, component: () => import('./demands/BurdenPage.vue') },
  { path: '/console/demands/offices', name: 'demand-senders', meta: { rail: 'demands' }, component: () => import('./demands/SendersPage.vue') },
  { path: '/console/demands/new', name: 'demand-new', meta: { rail: 'demands' }, component: () => import('./demands/DemandNew.vue') },
  { path: '/console/demands/:id', name: 'demand', meta: { rail: 'demands' }, component: () => import('./demands/DemandPage.vue'), props: true },
  { path: '/console/indicators', name: 'indicators', meta: { rail: 'indicators' }, component: () => import('./indicators/IndicatorBoard.vue') },
  { path: '/console/indicators/bases', name: 'indicator-bases', meta: { rail: 'indicators' }, component: () => import('./indicators/BasisList.vue') },
  { path: '/console/indicators/bases/:no', name: 'indicator-basis', meta: { rail: 'indicators' }, component: () => import('./indicators/BasisPage.vue'), props: true },
  { path: '/console/papers', name: 'papers', meta: { rail: 'papers' }, component: () => import('./papers/PapersPage.vue') },
  { path: '/console/papers/:id', name: 'paper', meta: { rail: 'papers' }, component: () => import('./papers/PaperPage.vue'), props: true },
  { path: '/console/papers/:id/figures/:no', name: 'paper-figure', meta: { rail: 'papers' }, component: () => import('./papers/FigurePage.vue'), props: true },
  { path: '/console/indicators/:id', name: 'indicator', meta: { rail: 'indicators' }, component: () => import('./indicators/IndicatorPage.vue'), props: true },
  { path: '/console/awards', name: 'awards', meta: { rail: 'awards' }, component: () => import('./awards/RoundList.vue') },
  { path: '/console/awards/honours', name: 'honours', meta: { rail: 'awards' }, component: () => import('./awards/HonourList.vue') },
  { path: '/console/awards/schemes', name: 'award-schemes', meta: { rail: 'awards' }, component: () => import('./awards/SchemePage.vue') },
  { path: '/console/awards/honours/:id', name: 'honour', meta: { rail: 'awards' }, component: () => import('./awards/HonourPage.vue'), props: true },
  { path: '/console/awards/:id', name: 'award-round', meta: { rail: 'awards' }, component: () => import('./awards/RoundPage.vue'), props: true },
  { path: '/console/rolls', name: 'rolls', meta: { rail: 'rolls' }, component: () => import('./households/RollPage.vue') },
  { path: '/console/gaps', name: 'gaps', meta: { rail: 'gaps' }, component: () => import('./places/GapList.vue') },
  { path: '/console/quality', name: 'quality', meta: { rail: 'quality' }, component: () => import('./quality/QualityPage.vue') },
  { path: '/console/quality/:id', name: 'quality-check', meta: { rail: 'quality' }, component: () => import('./quality/QualityCheck.vue'), props: true },
  { path: '/console/imports', name: 'imports', meta: { rail: 'imports' }, component: () => import('./imports/ImportPage.vue') },
  { path: '/console/devices', name: 'devices', meta: { rail: 'devices' }, component: () => import('./devices/DeviceList.vue') },
  { path: '/console/devices/import', name: 'field-import', meta: { rail: 'devices' }, component: () => import('./devices/OutboxImport.vue') },
  { path: '/console/integrations', name: 'integrations', meta: { rail: 'integrations' }, component: () => import('./feeds/IntegrationsPage.vue') },
  { path: '/console/accounts', name: 'accounts', meta: { rail: 'accounts' }, component: () => import('./accounts/AccountList.vue') },
  { path: '/console/privacy', name: 'privacy', meta: { rail: 'privacy' }, component: () => import('./privacy/Catalogue.vue') },
  { path: '/console/privacy/requests', name: 'privacy-requests', meta: { rail: 'privacy' }, component: () => import('./privacy/Requests.vue') },
  { path: '/console/privacy/requests/:id', name: 'privacy-request', meta: { rail: 'privacy' }, component: () => import('./privacy/RequestPage.vue'), props: true },
  { path: '/console/privacy/counter', name: 'privacy-counter', meta: { rail: 'privacy' }, component: () => import('./privacy/Counter.vue') },
  { path: '/console/rules', name: 'rules', meta: { rail: 'rules' }, component: () => import('./rules/RulesPage.vue') },
  { path: '/console/rules/compare', name: 'rules-compare', meta: { rail: 'rules' }, component: () => import('./rules/ComparePage.vue') },
  { path: '/console/:rest(.*)*', name: 'nowhere', component: () => import('./pages/Nowhere.vue') },
]

export const router = createRouter({
  history: createWebHistory('/'),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

let restored = false

router.beforeEach(async (to) => {
  await loadSession()
  if (to.meta.open) return true
  if (!me.value) return { name: meta.value?.demo ? 'demo' : 'sign-in', query: to.fullPath === '/console' ? {} : { to: to.fullPath } }
  if (!restored) {
    restored = true
    await restoreScope()
  }
  return true
})
