/* Pages draw what the server says a person may; a role in a page would be a second list of rights, and be wrong one day. */
import { expect, test } from 'vitest'

const sources = import.meta.glob('../**/*.{vue,ts}', { query: '?raw', import: 'default', eager: true }) as Record<string, string>
const knows_roles = (text: string) => /session\b.{0,12}\broles\b|['"`](office|owner|leader|supervisor|inspector|(system|security|audit)_admin)['"`]/.test(text)

test('no page knows a role', () => {
  const pages = Object.entries(sources).filter(([name]) => !/generated|\.test\.ts$/.test(name))
  expect(pages.length).toBeGreaterThan(60)
  expect(pages.filter(([, text]) => knows_roles(text)).map(([name]) => name)).toEqual([])
})
test('it would be seen', () => {
  expect(["session.value?.roles.includes(r)", 'session.roles.some((r) => r)', "has('office')"].map(knows_roles)).toEqual([true, true, true])
  expect(["may('import')", 'roles.value.filter', 'change.roles.some((x) => x)'].map(knows_roles)).toEqual([false, false, false])
})
