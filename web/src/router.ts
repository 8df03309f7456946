import { ref } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import { sentence } from './api/client'
import { load_session, load_setup, may, session, setup } from './api/session'
import { load_schema } from './api/schema'

declare module 'vue-router' {
  interface RouteMeta {
    open?: boolean // reachable without a session
    bare?: boolean // without the frame of the application
    needs?: string // what one must be allowed to come here
    stays?: boolean // what the page is asked stands in its address: asking otherwise is no way to its top
  }
}

export const router = createRouter({
  history: createWebHistory('/'),
  scrollBehavior: (to, from, saved) => saved ?? (to.meta.stays && to.path === from.path ? false : { top: 0 }),
  routes: [
    { path: '/setup', component: () => import('./pages/SetupPage.vue'), meta: { open: true, bare: true } },
    { path: '/login', component: () => import('./pages/LoginPage.vue'), meta: { open: true, bare: true } },
    { path: '/', component: () => import('./pages/HomePage.vue') },
    { path: '/intake', component: () => import('./intake/IntakePage.vue'), meta: { needs: 'import' } },
    { path: '/ledger', component: () => import('./ledger/LedgerPage.vue'), meta: { needs: 'read' } },
    { path: '/claims', component: () => import('./claims/ClaimBoardPage.vue'), meta: { needs: 'read' } },
    { path: '/reviews/:id?', component: () => import('./closing/ReviewPage.vue'), props: true, meta: { needs: 'read' } },
    { path: '/lookbacks', component: () => import('./afterwards/LookbackPage.vue'), meta: { needs: 'read' } },
    { path: '/outcomes', component: () => import('./afterwards/OutcomesPage.vue'), meta: { needs: 'read' } },
    { path: '/calendar', component: () => import('./calendar/CalendarPage.vue'), meta: { needs: 'read' } },
    { path: '/calls', component: () => import('./calls/CallsPage.vue'), meta: { needs: 'read', stays: true } },
    { path: '/reports', component: () => import('./reports/ReportsPage.vue'), meta: { needs: 'read', stays: true } },
    { path: '/reports/:id', component: () => import('./reports/ReportPage.vue'), props: true, meta: { needs: 'read' } },
    { path: '/schedule', component: () => import('./schedule/SchedulePage.vue'), meta: { needs: 'read', stays: true } },
    { path: '/handovers/:id?', component: () => import('./people/HandoverPage.vue'), props: true, meta: { needs: 'read' } },
    { path: '/mirrors', component: () => import('./mirror/MirrorsPage.vue'), meta: { needs: 'read' } },
    { path: '/mirrors/:id', component: () => import('./mirror/MirrorPage.vue'), props: true, meta: { needs: 'read' } },
    { path: '/requests', component: () => import('./doing/RequestsPage.vue'), meta: { needs: 'read' } },
    { path: '/findings/:id/timeline', component: () => import('./doing/TimelinePage.vue'), props: true, meta: { needs: 'read' } },
    { path: '/plans', component: () => import('./plans/PlansPage.vue'), meta: { needs: 'read' } },
    { path: '/plans/:id', component: () => import('./plans/PlanPage.vue'), props: true, meta: { needs: 'read' } },
    { path: '/extracts/:id', component: () => import('./plans/ExtractPage.vue'), props: true, meta: { needs: 'read' } },
    { path: '/letters', component: () => import('./plans/LettersPage.vue'), meta: { needs: 'read' } },
    { path: '/letters/:id', component: () => import('./plans/LetterPage.vue'), props: true, meta: { needs: 'read' } },
    { path: '/findings/:id', component: () => import('./ledger/FindingPage.vue'), props: true, meta: { needs: 'read' } },
    { path: '/records/:name', component: () => import('./records/RecordsPage.vue'), props: true },
    { path: '/records/:name/:id', component: () => import('./records/RecordsPage.vue'), props: true },
    { path: '/tokens', component: () => import('./pages/TokensPage.vue') },
    { path: '/trust', component: () => import('./pages/TrustPage.vue'), meta: { needs: 'verify' } },
    { path: '/:rest(.*)*', component: () => import('./pages/MissingPage.vue') },
  ],
})

/** Why not even the first question was answered; the frame shows it. */
export const start_problem = ref('')
let asked = false

router.beforeEach(async (to) => {
  if (!asked) {
    try {
      await Promise.all([load_setup(), load_session()])
    } catch (error) {
      start_problem.value = sentence(error)
      return false
    }
    start_problem.value = ''
    asked = true
  }
  if (setup.value?.needed && setup.value.step === 'administrator' && to.path !== '/setup') return '/setup'
  if (to.meta.open) return true
  if (!session.value || session.value.must_change_password) {
    return { path: '/login', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  }
  if (to.meta.needs && !may(to.meta.needs)) return { path: '/', query: { closed: '1' } } // said there, not passed over
  await load_schema()
  return true
})
