import { createApp } from 'vue'
import App from './App.vue'
import { on_signed_out } from './api/client'
import { take_session } from './api/session'
import { router } from './router'
import { start_language } from './texts'
import './style/base.css'

on_signed_out(() => {
  take_session(null)
  void router.push({ path: '/login', query: { next: router.currentRoute.value.fullPath } })
})

void start_language().then(() => createApp(App).use(router).mount('#app'))
