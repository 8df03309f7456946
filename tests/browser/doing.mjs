/* While it is being put right: more time, help, visits, decisions, criteria; as owner at a telephone, as office, as leader. */
import assert from 'node:assert/strict'
import { call, enter, make_store, open_page, phone, read_page, serve, type_day } from './harness.mjs'

const books = '/api/v1/ledgers/ZGJ'
const must = async (page, method, path, body, headers) => {
  const got = await call(page, method, `${books}/${path}`, body, headers)
  assert.ok(got.status < 300, `${method} ${path}: ${got.status} ${got.text}`)
  return got.json
}
const one = async (page, path) => (await must(page, 'GET', path)).record
const in_dialog = (page) => page.locator('.el-dialog:visible .act .el-button--primary')
/** Until it shows: on a machine that is busy a tap may be taken for a long press, which presses nothing. */
async function submit(page, sign) {
  for (let again = 2; again; again--) {
    await in_dialog(page).tap()
    if (await page.waitForSelector(sign, { timeout: 10000 }).catch(() => null)) return
  }
  await in_dialog(page).tap()
  await page.waitForSelector(sign)
}
const scan = { name: '批示件.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 scan') }
const photo = { name: '现场照片.png', mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64') }
const number = 'ZGJ-2026-0003' // led by the office's unit, whose owner is 卢桂芬
const found = async (page) => (await must(page, 'GET', `findings?number=${number}&limit=1`)).rows[0].id
const day = (today, n) => new Date(Date.parse(`${today}T00:00:00Z`) + n * 86400000).toISOString().slice(0, 10)
const chinese = (iso) => iso.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日')
const pick = (page, id, day) => type_day(page, page.locator(id), chinese(day))
const choose = async (page, field, words) => {
  await page.click(`[data-field=${field}] .el-select`)
  await page.click(`.el-select-dropdown__item:visible >> text=${words}`)
  await page.locator(`[data-field=${field}] .el-select__selected-item >> text=${words}`).waitFor() // a list that is still opening takes no choice
}
/** By name: chosen when the search has answered, not from the list that was there before. */
async function person(page, box, name) {
  await page.click(`${box} input`)
  await page.waitForSelector('.el-select-dropdown__item:visible')
  await page.fill(`${box} input`, name)
  await page.waitForFunction((name) => {
    const shown = [...document.querySelectorAll('.el-select-dropdown__item')].filter((e) => e.offsetParent)
    return shown.length > 0 && shown.every((e) => e.textContent.includes(name))
  }, name)
  await page.click(`.el-select-dropdown__item:visible >> text=${name}`)
  await page.waitForSelector('.el-select-dropdown__item:visible', { state: 'detached' })
}
async function due(office, finding, on, more = {}) {
  await must(office, 'PATCH', `findings/${finding}`, { due_on: on, due_as: 'day', ...more }, { 'If-Match': '*' })
}

export const tests = {
  'doing: more time is asked for at a telephone, given at the desk; the old day stays': Object.assign(
    async (watch) => {
      const server = await serve(make_store('sample'))
      const office = await open_page(server, watch)
      await enter(office, 'liangyh')
      const owner = await open_page(server, watch, { size: phone, expect: [422] })
      await enter(owner, 'lugf')
      const finding = await found(owner)
      const { today } = (await call(owner, 'GET', '/api/v1/session')).json
      await due(office, finding, day(today, 40), { due_set_by: 'leader' })
      await owner.goto(`${server.base}/findings/${finding}#extensions`)
      await owner.waitForSelector('.facts .by >> text=领导小组')
      await owner.tap('.ask-extension')
      await owner.waitForSelector('.draft-form')
      assert.match(await owner.locator('.draft-form').innerText(), new RegExp(chinese(day(today, 40))))
      // everything missing at once, each beside its field
      await submit(owner, '[data-field=reason] .problem')
      for (const field of ['new_due_on', 'cause', 'reason']) assert.equal(await owner.locator(`[data-field=${field}] .problem`).count(), 1, field)
      await pick(owner, '#extension_request-new_due_on', day(today, 20))
      await choose(owner, 'cause', '法定程序周期')
      await owner.fill('#extension_request-reason', '债权银行逐宗会商需要时间。')
      await submit(owner, '[data-field=new_due_on] .problem >> text=晚于现在的时限')
      await read_page(owner, watch, 'refused', ['ZGJ'])
      await pick(owner, '#extension_request-new_due_on', day(today, 70))
      await owner.tap('[data-field=objective] .el-switch')
      await owner.setInputFiles('[data-field=proofs] input[type=file] >> nth=0', photo)
      await owner.waitForSelector('[data-field=proofs] .taken')
      await submit(owner, '.extension[data-state=under_review] li[data-state=open] >> text=整改办审批')
      assert.equal(await owner.locator('.ask-extension').count(), 0, 'once at a time')
      await read_page(owner, watch, 'asked', ['ZGJ'])
      // the office: its own step first, then the leaders' from paper, told apart
      await office.reload()
      await office.click('.places a[href="/reviews"] .number')
      await office.waitForSelector('.review-list .kind.extension')
      await office.click(`.review-list a:has(.kind.extension):has-text("${number}")`)
      await office.waitForSelector('.whole .extension >> text=债权银行逐宗会商')
      await office.waitForSelector(`.whole .extension .days >> text=${chinese(day(today, 70))}`)
      await office.waitForSelector('.whole .extension .files >> text=现场照片')
      await read_page(office, watch, 'the desk', ['ZGJ'])
      await office.keyboard.press('t')
      await office.waitForSelector('#move-opinion')
      assert.equal(await office.locator('#move-decided_by_id, .el-dialog:visible input[type=file]').count(), 0, 'nobody asks whose hand it is')
      await office.fill('#move-opinion', '情况属实。')
      await office.press('#move-opinion', 'Control+Enter')
      await office.waitForSelector('.list .part[data-part=paper]')
      await office.click(`.review-list .paper a:has-text("${number}")`)
      await office.waitForSelector('.acts.paper')
      await read_page(office, watch, 'from paper', ['ZGJ'])
      await office.click('.top .acts [data-event=pass]')
      await in_dialog(office).click()
      await office.waitForSelector('.el-dialog:visible .problem >> text=签批件')
      await office.click('.el-dialog:visible .el-dialog__headerbtn')
      assert.equal((await one(office, `findings/${finding}`)).due_on, day(today, 40), 'not moved yet')
      // a leader signs himself
      const leader = await open_page(server, watch, { size: phone })
      await enter(leader, 'hexl')
      await leader.goto(`${server.base}/reviews`)
      await leader.tap(`.review-list a:has-text("${number}")`)
      await leader.waitForSelector('.whole li[data-state=passed] >> text=情况属实')
      await leader.tap('.top .acts [data-event=pass]')
      await in_dialog(leader).tap()
      await leader.waitForSelector('.el-dialog:visible', { state: 'detached' }).catch(() => {})
      await owner.reload()
      await owner.waitForSelector('.extension[data-state=passed] .days s')
      await owner.waitForSelector('.facts >> text=已延期 1 次')
      const after = await one(owner, `findings/${finding}`)
      assert.deepEqual([after.due_on, after.extensions], [day(today, 70), 1])
      await read_page(owner, watch, 'given', ['ZGJ'])
      // a hard day is no button but a sentence
      await due(office, finding, day(today, 60), { hard: true })
      await owner.reload()
      await owner.waitForSelector('.facts .hard >> text=只能提前')
      await owner.waitForSelector('#extensions >> text=由确定时限的机关决定')
      assert.equal(await owner.locator('.ask-extension').count(), 0)
      await server.stop()
    },
    { limit: 240000 },
  ),

  'doing: help is asked of a leader and of a unit, answered in place, asked again, settled': Object.assign(
    async (watch) => {
      const server = await serve(make_store('sample'))
      const owner = await open_page(server, watch, { size: phone, expect: [422] })
      await enter(owner, 'lugf')
      const finding = await found(owner)
      const { title } = await one(owner, `findings/${finding}`)
      const { today } = (await call(owner, 'GET', '/api/v1/session')).json
      await owner.goto(`${server.base}/findings/${finding}#requests`)
      await owner.tap('.ask-help')
      await owner.waitForSelector('.draft-form')
      await in_dialog(owner).tap()
      await owner.waitForSelector('[data-field=addressee_id] .problem')
      for (const field of ['title', 'matter', 'reply_by_on']) assert.equal(await owner.locator(`[data-field=${field}] .problem`).count(), 1, field)
      await owner.fill('#request-title', '协调配套资金')
      await owner.fill('#request-matter', '请协调市财政局安排配套资金。')
      await person(owner, '[data-field=addressee_id]', '贺晓岚')
      await pick(owner, '#request-reply_by_on', day(today, 5))
      await read_page(owner, watch, 'the form', ['ZGJ'])
      await in_dialog(owner).tap()
      await owner.waitForSelector('.request-card[data-state=open] >> text=协调配套资金')
      await must(owner, 'POST', 'requests', { finding_id: finding, kind: 'instruction', title: '请示增容口径', matter: '容积率上限如何掌握。', addressee_unit_id: (await call(owner, 'GET', '/api/v1/organisations?q=国土空间规划科')).json.rows[0].id, reply_by_on: day(today, 5) })
      // the leader is told by a number, and answers where he reads it
      const leader = await open_page(server, watch, { size: phone })
      await enter(leader, 'hexl')
      await leader.waitForSelector('.places a[href="/requests"] .number')
      await leader.tap('.places a[href="/requests"]')
      const card = leader.locator('.request-card', { hasText: '协调配套资金' })
      await card.locator('[data-event=answer]').tap()
      await card.locator('.reply .el-button--primary').tap()
      await card.locator('.problem').waitFor()
      await card.locator('textarea').fill('已与市财政局商定，本月底前拨付。')
      await read_page(leader, watch, 'answering', ['ZGJ'])
      await card.locator('.reply .el-button--primary').tap()
      await card.waitFor({ state: 'detached' })
      // whom the unit's is put to sees the request, and nothing of a problem that is not his
      const unit = await open_page(server, watch)
      await enter(unit, 'kangzd')
      await unit.goto(`${server.base}/requests`)
      await unit.waitForSelector('.requests-page .muted')
      assert.equal(await unit.locator('.request-card', { hasText: '请示增容口径' }).count(), 0)
      const planner = await open_page(server, watch)
      await enter(planner, 'guyf')
      await planner.goto(`${server.base}/requests`)
      await planner.waitForSelector('.request-card >> text=请示增容口径')
      await planner.click('.request-card:has-text("请示增容口径") [data-event=answer]')
      await planner.fill('.reply textarea', '按详细规划执行。')
      await planner.click('.reply .el-button--primary')
      await planner.waitForSelector('.request-card:has-text("请示增容口径")', { state: 'detached' })
      // asked again, recorded by the office from paper, settled
      await owner.reload()
      await owner.locator('.request-card', { hasText: '协调配套资金' }).locator('[data-event=ask_again]').tap()
      await owner.fill('#move-again_reason', '资金没有到账。')
      await in_dialog(owner).tap()
      await owner.waitForSelector('.request-card[data-state=open] .said >> text=资金没有到账')
      const office = await open_page(server, watch)
      await enter(office, 'liangyh')
      await office.goto(`${server.base}/requests?part=on_paper`)
      await office.click('.request-card:has-text("协调配套资金") [data-event=answer]')
      await office.fill('#move-answer', '已拨付到位。')
      await in_dialog(office).click()
      await office.waitForSelector('.el-dialog:visible .problem >> text=书面答复')
      await person(office, '.el-dialog:visible .el-select', '贺晓岚')
      await office.setInputFiles('#move-paper_id', scan)
      await read_page(office, watch, 'from paper', ['ZGJ'])
      await in_dialog(office).click()
      await office.waitForSelector('.request-card:has-text("协调配套资金")', { state: 'detached' })
      await owner.reload()
      await owner.locator('.request-card', { hasText: '协调配套资金' }).locator('[data-event=confirm]').tap()
      await in_dialog(owner).tap()
      await owner.waitForSelector('.request-card[data-state=confirmed] >> text=已拨付到位')
      await read_page(owner, watch, 'settled', ['ZGJ'])
      assert.ok(title)
      await server.stop()
    },
    { limit: 240000 },
  ),

  'doing: a visit is noted in a minute, and counted for who led it': async (watch) => {
    const server = await serve(make_store('sample'))
    const owner = await open_page(server, watch, { size: phone })
    await enter(owner, 'lugf')
    const finding = await found(owner)
    const leader = await open_page(server, watch)
    await enter(leader, 'hexl')
    const before = (await must(leader, 'GET', 'traces?kind=visit&limit=100')).rows.length
    await owner.goto(`${server.base}/findings/${finding}#traces`)
    await owner.tap('.add-trace')
    await owner.waitForFunction(() => document.activeElement?.id === 'trace-what')
    await owner.keyboard.insertText('到开发区现场查看3宗查封地块。')
    await owner.setInputFiles('[data-field=proofs] input[type=file] >> nth=0', photo)
    await owner.waitForSelector('[data-field=proofs] .taken')
    await person(owner, '[data-field=led_by_id]', '贺晓岚')
    await read_page(owner, watch, 'noting', ['ZGJ'])
    await in_dialog(owner).tap()
    await owner.waitForSelector('.traces-panel li[data-kind=visit] >> text=贺晓岚带队')
    await owner.waitForSelector('.traces-panel .files >> text=现场照片')
    await read_page(owner, watch, 'noted', ['ZGJ'])
    await leader.reload()
    const row = leader.locator('.leader-traces tr', { hasText: '贺晓岚' })
    await row.waitFor()
    const count = Number(await row.locator('[data-kind=visit]').innerText())
    await read_page(leader, watch, 'the first page', ['ZGJ'])
    await row.locator('[data-kind=visit] a').click()
    await leader.waitForURL(/\/records\/traces\?/)
    await leader.waitForSelector('tbody tr')
    assert.equal(await leader.locator('tbody tr').count(), count)
    assert.ok(count >= 1 && (await must(leader, 'GET', 'traces?kind=visit&limit=100')).rows.length === before + 1)
    await server.stop()
  },

  'doing: stopped with its document, resumed; criteria pasted, assessed on both sides; the whole life on one page': Object.assign(
    async (watch) => {
      const server = await serve(make_store('sample'))
      const office = await open_page(server, watch, { expect: [422] })
      await enter(office, 'liangyh')
      const finding = await found(office)
      await office.goto(`${server.base}/findings/${finding}`)
      await office.click('.facts [data-event=suspend]')
      await in_dialog(office).click()
      await office.waitForSelector('.el-dialog:visible .problem >> text=决定文件')
      await office.fill('#move-decision_reason', '诉讼未结，法院尚未判决。')
      await person(office, '.el-dialog:visible .el-select', '沈维钧')
      await office.setInputFiles('#move-decision_paper_id', scan)
      await read_page(office, watch, 'suspending', ['ZGJ'])
      await in_dialog(office).click()
      await office.waitForSelector('.facts .state >> text=中止')
      await office.waitForSelector('.again >> text=诉讼未结')
      await office.waitForSelector('.again .files >> text=批示件')
      await read_page(office, watch, 'suspended', ['ZGJ'])
      const leader = await open_page(server, watch)
      await enter(leader, 'shenwj')
      await leader.goto(`${server.base}/findings/${finding}`)
      await leader.click('.facts [data-event=resume]')
      await leader.fill('#move-decision_reason', '判决已经生效。')
      await leader.setInputFiles('#move-decision_paper_id', scan)
      await in_dialog(leader).click()
      await leader.waitForSelector('.facts .state >> text=整改中')
      // several at once, as they stand in the plan
      await office.reload()
      await office.click('#criteria .tools .link')
      await office.fill('.criteria .adding textarea', '1. 低效用地盘活不少于2000亩\n2. 3宗查封地块都有处置结论')
      await office.click('.criteria .adding .el-button--primary >> text=登记 2 条')
      await office.waitForSelector('.criteria li >> nth=1')
      const owner = await open_page(server, watch, { size: phone })
      await enter(owner, 'lugf')
      await owner.goto(`${server.base}/findings/${finding}#criteria`)
      await owner.waitForSelector('.criteria li >> nth=1')
      assert.equal(await owner.locator('#criteria .tools .link').count(), 0, 'the unit does not set them')
      assert.equal(await owner.locator('[data-side=found] .say').count(), 0, 'nor say what the reviewer found')
      await owner.locator('[data-side=own] .say').first().tap()
      await owner.tap('.assess .el-radio >> text=达到')
      await owner.fill('.assess textarea', '已盘活2116亩，有台账。')
      await owner.tap('.assess .el-button--primary')
      await owner.waitForSelector('[data-side=own] .met')
      await read_page(owner, watch, 'assessed', ['ZGJ'])
      await office.reload()
      await office.locator('[data-side=found] .say').first().click()
      await office.click('.assess .el-radio >> text=部分达到')
      await office.click('.assess .el-button--primary')
      await office.waitForSelector('.sides.differs')
      await read_page(office, watch, 'both sides', ['ZGJ'])
      await office.click('.facts a >> text=全程图')
      await office.waitForSelector('.chart .phase.suspended, .chart .phase.in_progress')
      await office.waitForSelector('.told li >> text=中止')
      await read_page(office, watch, 'the whole life', ['ZGJ'])
      const pdf = (await office.pdf({ preferCSSPageSize: true })).toString('latin1')
      assert.equal((pdf.match(/\/Type\s*\/Page\b/g) ?? []).length, 1, 'one sheet')
      await owner.goto(`${server.base}/findings/${finding}/timeline`)
      await owner.waitForSelector('.told li')
      await read_page(owner, watch, 'the whole life at a telephone', ['ZGJ'])
      await server.stop()
    },
    { limit: 240000 },
  ),
}
