/* What the ledger and the page of one finding tell each other. */
import { ref, shallowRef, watch } from 'vue'

/** Findings in the order the ledger last showed them, for "previous" and "next". A reload keeps them. */
export const order = shallowRef<string[]>(JSON.parse(sessionStorage.getItem('rectify.order') ?? '[]') as string[])
watch(order, (ids) => sessionStorage.setItem('rectify.order', JSON.stringify(ids.slice(0, 5000))))

/** Records changed elsewhere since the ledger was loaded; it fetches them again when shown. */
export const touched = new Set<string>()
/** The ledger as a whole is no longer what it was: a letter came in. */
export const stale = ref(false)

/** States in which a deadline no longer presses. The words are the server's. */
const settled = new Set(['closed', 'carried_over', 'suspended'])
export const presses = (state: unknown) => !settled.has(String(state ?? ''))
