/* The plan of days: gates, what cannot be done and what would help, what if, measures and their proposed days, the wall chart; written by the
 * office, read by an owner who sees his part, on a telephone and on paper. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call, enter, make_store, open_page, phone, read_page, serve, speak_english } from './harness.mjs'

const shoot = async (page, name, fullPage = true) => {
  if (!process.env.RECTIFY_SHOTS) return
  await page.waitForTimeout(300)
  await page.screenshot({ path: join(process.env.RECTIFY_SHOTS, `${name}.png`), fullPage })
}
const book = '/api/v1/ledgers/ZGJ'
/* work goes on from a day of the sample, whatever day it is: remedies count days */
const AS_OF = '2026-12-01'
const plan = async (page, more = '') => (await call(page, 'GET', `${book}/schedule?as_of=${AS_OF}${more}`)).json
const type_day = async (page, field, text) => {
  await field.fill(text)
  await page.keyboard.press('Enter')
}
const supposed = (page) => new URL(page.url()).searchParams.getAll('suppose')
/** What a person without eyes or a mouse needs: names of controls, headings in order, ids that are there once. */
const reachable = (page) =>
  page.evaluate(() => {
    const wrong = []
    const shown = (e) => e.getClientRects().length > 0
    const name = (e) => e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || e.getAttribute('title') || ''
    for (const e of document.querySelectorAll('main :is(a, button, input:not([type=file]), textarea, select)')) if (shown(e) && !e.closest('svg') && !name(e).trim()) wrong.push(`no name: ${e.outerHTML.slice(0, 120)}`)
    const levels = [...document.querySelectorAll('main :is(h1, h2, h3, h4)')].filter(shown).map((e) => Number(e.tagName[1]))
    levels.forEach((l, i) => l - (levels[i - 1] ?? 0) > 1 && wrong.push(`a heading of level ${l} after ${levels[i - 1] ?? 0}`))
    const ids = [...document.querySelectorAll('[id]')].map((e) => e.id)
    for (const id of new Set(ids)) if (ids.filter((x) => x === id).length > 1) wrong.push(`twice: #${id}`)
    return wrong
  })
const check = async (page, watch, what) => {
  await read_page(page, watch, what, [])
  assert.deepEqual(await reachable(page), [], what)
}
const day_text = (on) => on.replace(/^2026-0?(\d+)-0?(\d+)$/, '$1月$2日').replace(/^(\d{4})-0?(\d+)-0?(\d+)$/, '$1年$2月$3日')

export const tests = {
  'schedule: gates made one’s own, a remedy tried and written down, days adopted, measures put in order': async (watch) => {
    const server = await serve(make_store('sample'))
    const office = await open_page(server, watch, { expect: [422] })
    await enter(office, 'liangyh')
    await office.click('.clock a >> text=倒排工期')
    await office.waitForURL(/\/schedule#inspection-/)
    await office.waitForSelector('.gate')
    await office.goto(server.base)
    await office.click('.places >> text=基础资料')
    await office.click('.el-dropdown-menu__item:visible >> text=倒排工期')
    await office.waitForURL(/\/schedule$/)
    await office.goto(`${server.base}/schedule?as_of=${AS_OF}`)
    await office.waitForSelector('.gate >> nth=15')

    // what the server says is what is read: gates, the countdown, sentences of trouble
    const before = await plan(office)
    const first = await office.locator('.inspection').nth(1)
    assert.match(await first.innerText(), /省委第五专项巡视组专项巡视/)
    assert.equal(await office.locator('.gate.late').count(), before.rows.filter((r) => r.kind === 'gate' && r.late).length)
    assert.match(await office.locator('.gate.late').first().innerText(), /来不及，晚 \d+ 个工作日/, 'not by colour alone')
    assert.match(await first.locator('.countdown').innerText(), /距“报送整改进展报告”最迟日期（2027年2月9日）：还有 \d+ 天/)
    const row_of = (x) => before.rows.find((r) => r.row === x.row)
    const called = (r) => (r.kind === 'gate' ? `${r.name}（${before.inspections.find((i) => i.id === r.inspection_id).name}）` : r.number)
    const told = await office.locator('.trouble .what').allInnerTexts()
    assert.equal(told.length, before.troubles.length)
    before.troubles.forEach((x, i) => {
      assert.ok(told[i].startsWith(called(row_of(x))), told[i])
      assert.ok(told[i].endsWith(`最迟${day_text(x.limit)}，照现在的安排最早${day_text(x.early_finish)}，晚${x.by}个工作日。`), told[i])
    })
    const gates = before.troubles.filter((x) => row_of(x).kind === 'gate')
    assert.ok(gates.length > 1 && gates.length < before.troubles.length, 'gates and measures')
    for (const x of gates.filter((g) => g.chain.every((c) => !c.number))) assert.equal(await office.locator(`.trouble[data-row="${x.row}"] .try`).count(), 0, 'usual gates belong to nobody: nothing can be supposed of them')
    await first.locator('.gate .name').nth(3).press('Enter')
    await first.locator('.why >> text=最迟2027年').waitFor()
    await check(office, watch, 'the plan of days')
    await shoot(office, 'schedule')

    // the usual gates made its own; one of them changed, and the plan follows
    await first.locator('.use-gates').click()
    await first.locator('.gate .change').first().waitFor()
    assert.equal(await first.locator('.use-gates').count(), 0)
    const compile = first.locator('.gate:has-text("整改办汇总进展报告")')
    const units = first.locator('.gate:has-text("各单位报送整改情况") .day')
    const was = await units.innerText()
    await compile.locator('.change').click()
    const dialog = office.locator('.el-dialog:visible')
    await dialog.locator('#f-working_days').fill('8')
    await shoot(office, 'schedule-gate', false)
    await dialog.locator('button[type=submit]').click()
    await compile.locator('text=至少8个工作日').waitFor()
    assert.notEqual(await units.innerText(), was, 'units report earlier')

    // a remedy tried: in the address, told, not saved
    const { late } = await plan(office)
    const trouble = office.locator('.trouble:has(.what:has-text("报送整改方案（省委第五专项巡视组专项巡视）"))')
    await trouble.locator('li:has-text("少用3个工作日") .try').click()
    await office.waitForSelector(`.verdict >> text=还有 ${late - 1} 处做不到`)
    assert.equal(supposed(office).length, 1)
    assert.match(await office.locator('.told').innerText(), /报送整改方案（省委第五专项巡视组专项巡视）：来得及了/)
    assert.match(await office.locator('.what-if').innerText(), /起草方案、征求意见（省委第五专项巡视组专项巡视）：至少工作日改为5（现为8）/)
    assert.match(await office.locator('.what-if').innerText(), /没有保存任何内容/)
    assert.ok((await office.locator('.moved tbody tr').count()) >= 1)
    assert.equal((await plan(office)).late, late, 'nothing was saved')
    await check(office, watch, 'what if')
    await office.reload()
    await office.waitForSelector(`.verdict >> text=还有 ${late - 1} 处做不到`)
    await shoot(office, 'schedule-what-if')

    // by hand, of an approved measure: dragged along, refused as a day, led to asking for more time
    const c10 = before.rows.find((r) => r.number === 'ZGJ-2026-C0010')
    const subject = office.locator('.suppose .subject input')
    await subject.click()
    await subject.pressSequentially('C0010')
    await office.click('.el-select-dropdown__item:visible >> text=ZGJ-2026-C0010')
    await office.click('.suppose .which .el-select')
    await office.click('.el-select-dropdown__item:visible >> text=完成时限')
    await type_day(office, office.locator('.suppose .value input'), '2026年12月10日')
    await office.click('.suppose button[type=submit]')
    await office.waitForSelector(`.verdict >> text=还有 ${late} 处做不到`)
    assert.deepEqual(supposed(office)[1], `${c10.id}.due_on=2026-12-10`)
    const line = office.locator('.supposed li:has-text("C0010")')
    assert.equal(await line.locator('.write, .extend').count(), 0, 'an approved day is not written over, nor is an earlier one asked for')
    await type_day(office, office.locator('.suppose .value input'), '2027年4月9日')
    await office.click('.suppose button[type=submit]')
    await office.waitForSelector('.supposed >> text=2027年4月9日')
    await line.locator('.extend').click()
    await office.locator('.el-dialog:visible [data-field=new_due_on]').waitFor()
    await office.waitForFunction(() => document.querySelector('[data-field=new_due_on] input')?.value === '2027年4月9日')
    await shoot(office, 'schedule-extension', false)
    await office.locator('.el-dialog:visible .act button').first().click()
    await office.waitForSelector('.el-dialog', { state: 'hidden' })
    await line.locator('.remove').click()
    await office.waitForSelector('.supposed li >> nth=1', { state: 'detached' })

    // written down on purpose, with the record's version
    await office.locator('.supposed .write').click()
    await office.waitForSelector('.el-message-box >> text=至少工作日改为5')
    await office.click('.el-message-box__btns .el-button--primary')
    await trouble.waitFor({ state: 'detached' })
    assert.equal((await plan(office)).late, late - 1)
    assert.deepEqual(supposed(office), [])

    // what reads otherwise is left out; what cannot be is said
    await office.goto(`${server.base}/schedule?as_of=${AS_OF}&suppose=x&suppose=${c10.id}.days=3`)
    await office.waitForSelector('.what-if .problem')
    await office.locator('.supposed .remove').click()
    await office.waitForSelector('.what-if .problem', { state: 'detached' })

    // proposed days of measures nobody gave one: one, then all that are chosen
    const drafts = (await plan(office)).rows.filter((r) => r.kind === 'measure' && !r.settled && !r.done && !r.late).slice(0, 6)
    for (const r of drafts) {
      const got = await call(office, 'PATCH', `${book}/corrective_actions/${r.id}`, { due_on: null, due_as: null }, { 'If-Match': '*' })
      assert.equal(got.status, 200, got.text)
    }
    await office.goto(`${server.base}/schedule?as_of=${AS_OF}`)
    const proposals = (await plan(office)).rows.filter((r) => r.proposed_on)
    assert.ok(proposals.length > 4)
    await office.click('.shows button >> text=建议日期')
    await office.waitForURL(/show=proposed/)
    await office.waitForFunction((n) => document.querySelectorAll('.measures tr.row').length === n, proposals.length)
    const row = (number) => office.locator(`.measures tr[data-number="${number}"]`)
    const [one, two, three] = proposals.map((r) => r.number)
    await row(one).locator('.adopt').click()
    await row(one).waitFor({ state: 'detached' })
    const kept = (await call(office, 'GET', `${book}/corrective_actions/${proposals[0].id}`)).json.record
    assert.deepEqual([kept.due_on, kept.due_as], [proposals[0].proposed_on, 'day'])
    for (const number of [two, three]) await row(number).locator('.pick input').click()
    await office.click('.adopt-chosen')
    await office.waitForSelector('.el-message >> text=2 条都已改为建议日期')
    await row(three).waitFor({ state: 'detached' })
    await office.click('.shows button >> text=全部')

    // the reason by Enter; how long it takes and what comes before it, found on the server
    const c12 = row('ZGJ-2026-C0012')
    await c12.locator('.number button').press('Enter')
    await office.waitForSelector(`.detail >> text=有${(await plan(office)).rows.find((r) => r.number === 'ZGJ-2026-C0012').slack}个工作日余地`)
    await office.click('.detail .order')
    await dialog.locator('[data-field=working_days] input').fill('6')
    await dialog.locator('[data-field=follows] input').click()
    await dialog.locator('[data-field=follows] input').pressSequentially('C0013')
    await office.click('.el-select-dropdown__item:visible >> text=ZGJ-2026-C0013')
    await office.keyboard.press('Escape')
    await dialog.locator('[data-field=lag_days] input').fill('1')
    await shoot(office, 'schedule-order', false)
    await dialog.locator('button[type=submit]').click()
    await office.waitForSelector('.el-dialog', { state: 'hidden' })
    const rows = (await plan(office)).rows
    const c13 = rows.find((r) => r.number === 'ZGJ-2026-C0013')
    const ordered = (await call(office, 'GET', `${book}/corrective_actions/${rows.find((r) => r.number === 'ZGJ-2026-C0012').id}`)).json.record
    assert.deepEqual([ordered.working_days, ordered.follows, ordered.lag_days], [6, [c13.id], 1])
    await office.waitForFunction(() => /^\s*6/.test(document.querySelector('.measures tr[data-number="ZGJ-2026-C0012"] td.n')?.innerText ?? ''))
    await check(office, watch, 'measures')
    await shoot(office, 'schedule-measures')

    // on paper
    await office.goto(`${server.base}/schedule`)
    await office.waitForSelector('.measures tr.row')
    const pdf = await office.pdf({ preferCSSPageSize: true, format: 'A4', printBackground: true })
    if (process.env.RECTIFY_SHOTS) writeFileSync(join(process.env.RECTIFY_SHOTS, 'schedule.pdf'), pdf)
    await office.emulateMedia({ media: 'print' })
    assert.equal(await office.locator('.choice, .use, .suppose, .wall-chart, .jumps').evaluateAll((all) => all.filter((e) => e.getClientRects().length).length), 0)
    await office.setViewportSize({ width: 704, height: 1000 })
    await shoot(office, 'schedule-print')
    await server.stop()
  },

  'schedule: the wall chart drawn, zoomed, taken along; a bar dragged asks, and saves nothing': async (watch) => {
    const server = await serve(make_store('sample'))
    const office = await open_page(server, watch)
    await enter(office, 'liangyh')
    await office.goto(`${server.base}/schedule`)
    await office.waitForSelector('.gate')
    assert.equal(await office.locator('.wall-chart .box svg').count(), 0, 'asked for when it comes into view')
    await office.locator('#schedule-chart').evaluate((e) => e.scrollIntoView())
    await office.waitForSelector('.wall-chart .box svg rect[data-key^="corrective_actions:"]', { state: 'attached' })
    assert.equal(await office.locator('.wall-chart .box svg :is(script, style, foreignObject)').count(), 0)
    await shoot(office, 'schedule-chart', false)
    const width = () => office.locator('.wall-chart .box svg').evaluate((e) => Math.round(e.getBoundingClientRect().width))
    const fit = await width()
    await office.click('.wall-chart .bigger')
    assert.ok((await width()) > fit * 1.2)
    await office.locator('.wall-chart .box').hover()
    await office.keyboard.down('Control')
    await office.mouse.wheel(0, -200)
    await office.keyboard.up('Control')
    await office.waitForFunction((w) => document.querySelector('.wall-chart .box svg').getBoundingClientRect().width > w, fit * 1.3)
    await office.locator('.wall-chart .box').press('0')
    await office.waitForFunction((w) => Math.abs(document.querySelector('.wall-chart .box svg').getBoundingClientRect().width - w) < 3, fit)

    // the end of an approved measure's bar, some days earlier: a question in the address
    const target = (await plan(office)).rows.find((r) => r.number === 'ZGJ-2026-C0010')
    const bar = office.locator(`.wall-chart rect[data-key="corrective_actions:${target.id}"]`).first()
    await bar.evaluate((e) => e.scrollIntoView({ block: 'center' }))
    const place = await bar.boundingBox()
    await office.mouse.move(place.x + place.width - 1, place.y + place.height / 2)
    assert.match(await office.locator('.wall-chart .box').getAttribute('class'), /\bend\b/)
    await office.mouse.down()
    await office.mouse.move(place.x + place.width - 60, place.y + place.height / 2, { steps: 4 })
    await office.waitForSelector('.drop >> text=ZGJ-2026-C0010 →')
    await shoot(office, 'schedule-drag', false)
    await office.mouse.up()
    await office.waitForSelector('.trying >> text=1 处假设')
    const [asked] = supposed(office)
    assert.match(asked, new RegExp(`^${target.id}\\.due_on=2027-0[12]-\\d\\d$`))
    const day = asked.slice(-10)
    const calendar_days = (Date.parse(target.due_on) - Date.parse(day)) / 86400000
    assert.ok(calendar_days > 5 && calendar_days < 60, `${calendar_days} days`)
    assert.equal(Math.round((await bar.boundingBox()).width), Math.round(place.width), 'the bar stays where the record says')
    assert.equal((await plan(office)).rows.find((r) => r.id === target.id).due_on, target.due_on, 'nothing was saved')
    await office.click('.trying .link')
    await office.waitForSelector(`.supposed >> text=完成时限改为${day_text(day)}`)
    await office.waitForSelector('.verdict')

    // other pictures, and files to take along
    for (const [preset, title] of [['时间表', '整改时间表'], ['任务书', '整改任务书']]) {
      await office.click('.wall-chart .preset')
      await office.click(`.el-select-dropdown__item:visible >> text=${preset}`)
      await office.waitForFunction((words) => document.querySelector('.wall-chart .box svg > title')?.textContent.includes(words) || document.querySelector('.wall-chart .box svg')?.textContent.includes(words), title)
    }
    await office.click('.wall-chart .group')
    await office.click('.el-select-dropdown__item:visible >> text=按牵头领导')
    await office.waitForFunction(() => /贺晓岚/.test(document.querySelector('.wall-chart .box svg')?.textContent ?? ''))
    await office.click('.wall-chart .paper')
    await office.click('.el-select-dropdown__item:visible >> text=A0')
    const href = await office.locator('.wall-chart .pdf').getAttribute('href')
    assert.match(href, /chart\.pdf\?preset=taskbook&group_by=leader&paper=A0$/)
    const file = office.waitForEvent('download')
    await office.click('.wall-chart .pdf')
    assert.match((await file).suggestedFilename(), /\.pdf$/)
    await server.stop()
  },

  'schedule: an owner on a telephone sees his part and changes nothing; in English too': async (watch) => {
    const server = await serve(make_store('sample'))
    const owner = await open_page(server, watch, { size: phone })
    await enter(owner, 'jiangxm')
    await owner.goto(`${server.base}/schedule`)
    await owner.waitForSelector('.gate >> nth=15')
    const own = (await plan(owner)).rows.filter((r) => r.kind === 'measure').map((r) => r.number)
    assert.deepEqual(own, ['ZGJ-2026-C0032', 'ZGJ-2026-C0033'])
    assert.deepEqual((await owner.locator('.measures tr.row').evaluateAll((all) => all.map((e) => e.dataset.number))).sort(), own)
    assert.equal(await owner.locator('.use-gates, .change, .adopt, .adopt-chosen, .pick input').count(), 0, 'not his to write')
    await check(owner, watch, 'the telephone')
    await owner.locator('.measures tr.row .number button').first().click()
    await owner.waitForSelector('.detail >> text=最迟')
    await owner.waitForSelector('.detail >> text=由责任单位或整改办修改')
    assert.equal(await owner.locator('.detail :is(.adopt, .order)').count(), 0)
    await owner.click('.detail .try')
    await owner.waitForFunction(() => /C0032|C0033/.test(document.querySelector('.suppose .subject')?.innerText ?? ''))
    await owner.locator('.suppose .value input').fill('30')
    await owner.click('.suppose button[type=submit]')
    await owner.waitForSelector('.verdict')
    await owner.waitForTimeout(300)
    assert.equal(await owner.locator('.supposed .write').count(), 0, 'he may ask, and write nothing down')
    await check(owner, watch, 'what if, on the telephone')
    await shoot(owner, 'schedule-phone')
    await owner.locator('#schedule-chart').evaluate((e) => e.scrollIntoView())
    await owner.waitForSelector('.wall-chart svg rect[data-key]', { state: 'attached' })
    assert.ok((await owner.evaluate(() => document.documentElement.scrollWidth)) <= 360, 'the chart scrolls in its frame')
    await shoot(owner, 'schedule-phone-chart', false)

    const office = await open_page(server, watch, { size: phone })
    await enter(office, 'liangyh')
    await office.goto(`${server.base}/schedule`)
    await office.waitForSelector('.measures tr.row >> nth=20')
    await check(office, watch, 'the office at a telephone')
    await shoot(office, 'schedule-office-phone')
    for (const width of [700, 1024, 1366]) {
      await office.setViewportSize({ width, height: 768 })
      const out = await office.evaluate((w) => [...document.querySelectorAll('main *')].filter((e) => !e.closest('.across, .box, .jumps') && e.getBoundingClientRect().right > w).map((e) => e.className), width)
      assert.deepEqual(out, [], `nothing stands out sideways at ${width}`)
      await shoot(office, `schedule-${width}`, false)
    }
    await speak_english(office)
    await office.waitForSelector('h1 >> text=Plan of days')
    await office.waitForSelector('.trouble .what >> text=working days late')
    const words = await office.locator('.page-head, .jumps, .countdown + *, .what-if, .choice, .adopting, .measures thead, .slack, .tools').allInnerTexts()
    assert.deepEqual(words.join('\n').match(/[\u4e00-\u9fff]+/g), null, 'English throughout')
    await shoot(office, 'schedule-english', false)
    await server.stop()
  },
}
