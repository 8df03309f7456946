import { describe, expect, it } from 'vitest'
import type { Row } from '@/api/types'
import { before_of, role_steps, row_after, split_patch } from './change'

const held = (id: string, role: string, who: string): Row => ({ id, version: 1, role, ...(role.endsWith('_unit') ? { organisation_id: who } : { person_id: who }) })
const now = [held('1', 'lead_unit', 'a'), held('2', 'supporting_unit', 'b'), held('3', 'supporting_unit', 'c'), held('4', 'action_owner', 'p')]
const ids = (list: Row[]) => list.map((r) => r.id)

describe('responsibilities of many', () => {
  it('adds without touching the others', () => {
    const steps = role_steps(now, { role: 'supporting_unit', mode: 'add', holders: ['b', 'd'] })
    expect([steps.add, steps.change, ids(steps.end)]).toEqual([['d'], [], []])
  })
  it('removes only who is named', () => {
    expect(ids(role_steps(now, { role: 'supporting_unit', mode: 'remove', holders: ['c', 'x'] }).end)).toEqual(['3'])
  })
  it('replaces: the missing are added, the others end', () => {
    const steps = role_steps(now, { role: 'supporting_unit', mode: 'replace', holders: ['c', 'd'] })
    expect([steps.add, ids(steps.end)]).toEqual([['d'], ['2']])
  })
  it('changes where there is one only', () => {
    const steps = role_steps(now, { role: 'lead_unit', mode: 'replace', holders: ['z'] })
    expect([steps.add, steps.end, steps.change.map(([r, h]) => [r.id, h])]).toEqual([[], [], [['1', 'z']]])
    expect(role_steps(now, { role: 'lead_official', mode: 'replace', holders: ['q'] }).add).toEqual(['q'])
    expect(ids(role_steps(now, { role: 'lead_unit', mode: 'replace', holders: [] }).end)).toEqual(['1'])
    expect(role_steps(now, { role: 'lead_unit', mode: 'replace', holders: ['a'] })).toEqual({ add: [], change: [], end: [] })
  })
})

describe('a change of a row', () => {
  const row: Row = { id: 'f', version: 3, horizon: 'immediate', lead_unit_id: 'a' }
  const change = split_patch(row, { horizon: null, lead_unit_id: 'b' })
  it('goes two ways', () => expect([change.patch, change.answering]).toEqual([{ horizon: null }, [{ role: 'lead_unit', mode: 'replace', holders: ['b'] }]]))
  it('shows at once and can be taken back', () => {
    expect(row_after(row, change, { id: 'f', status: 'done', version: 4, errors: [] })).toEqual({ id: 'f', version: 4, horizon: null, lead_unit_id: 'b' })
    expect(before_of(change)).toEqual({ horizon: 'immediate', lead_unit_id: 'a' })
  })
})
