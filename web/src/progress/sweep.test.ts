import { expect, test } from 'vitest'
import { sweep_ties } from './sweep'

const five = (base?: number, checked?: number, found?: number, corrected?: number, left?: number) => ({ sweep_base: base, sweep_checked: checked, sweep_found: found, sweep_corrected: corrected, sweep_left: left })

test('the figures of a sweep tie, or what does not is said as soon as it can be', () => {
  expect(sweep_ties(five())).toBe('')
  expect(sweep_ties(five(100, 80))).toBe('')
  expect(sweep_ties(five(80, 100))).toBe('checked')
  expect(sweep_ties(five(undefined, undefined, 5, 3, 1))).toBe('found')
  expect(sweep_ties(five(100, 80, 5, 3, 2))).toBe('ties')
  expect(sweep_ties({ sweep_base: '很多' })).toBe('')
})
