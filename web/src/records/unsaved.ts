/* Forms with something in them that is not saved yet: leaving the page asks first. */
import { onBeforeUnmount, onMounted, shallowReactive, watch } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router'
import { t } from '@/texts'
import { ElMessageBox } from '@/ui'

const forms = shallowReactive(new Set<symbol>())

/** A form tells whether it holds unsaved entries. */
export function note_unsaved(holds: () => boolean): void {
  const form = Symbol('form')
  watch(holds, (now) => (now ? forms.add(form) : forms.delete(form)), { immediate: true })
  onBeforeUnmount(() => forms.delete(form))
}

export async function may_leave(): Promise<boolean> {
  if (!forms.size) return true
  try {
    await ElMessageBox.confirm(t.word.unsaved, { confirmButtonText: t.word.discard, cancelButtonText: t.word.stay, type: 'warning' })
    forms.clear()
    return true
  } catch {
    return false
  }
}

/** For the page around the forms. A change of the place within the page (#history) is no leaving. */
export function guard_unsaved(): void {
  const warn = (event: BeforeUnloadEvent) => {
    if (forms.size) event.preventDefault()
  }
  onMounted(() => window.addEventListener('beforeunload', warn))
  onBeforeUnmount(() => window.removeEventListener('beforeunload', warn))
  onBeforeRouteLeave(() => may_leave())
  onBeforeRouteUpdate((to, from) => to.path === from.path || may_leave())
}
