/* Claiming: an owner claims and disputes on a telephone, a leader decides, the office records what was signed on paper. */
import assert from 'node:assert/strict'
import { call, enter, make_store, open_page, phone, read_page, serve } from './harness.mjs'

const books = '/api/v1/ledgers/ZGJ'
const claims = async (page, query) => (await call(page, 'GET', `${books}/claims?limit=200&${query}`)).json.rows
const units = async (page) => (await call(page, 'GET', `${books}/claim_board`)).json.units
async function board(page) {
  await page.goto(`${page.base}/claims`)
  await page.waitForSelector('[data-share=units]')
}
const submit = (page) => page.click('.el-dialog:visible .act .el-button--primary')

export const tests = {
  'claims: an owner claims some, disputes one, on a telephone': async (watch) => {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch, { size: phone })
    await enter(page, 'hansm')
    await page.click('.claim-banner')
    await page.waitForURL(/claims/)
    await page.waitForSelector('.mine li')
    const own = await claims(page, 'state=owed')
    assert.equal(await page.locator('.mine li').count(), own.length)
    assert.equal(new Set((await claims(page, '')).map((c) => c.organisation_id ?? c.person_id)).size, 2, 'only the unit’s and his own')
    await read_page(page, watch, 'owner: claims')
    assert.equal(await page.locator('.disputes:visible').count(), 0)
    // one is disputed: the reason is asked for
    const disputed = page.locator('.mine li', { has: page.locator('[data-event=dispute]') }).first()
    const title = await disputed.locator('a').innerText()
    await disputed.locator('[data-event=dispute]').click()
    await submit(page)
    await page.waitForSelector('.el-dialog .problem')
    await page.fill('#move-dispute_reason', '职责在机关党委，我科只配合。')
    await read_page(page, watch, 'owner: dispute')
    await submit(page)
    await page.waitForSelector(`.disputes li >> text=${title}`)
    // the rest at once
    await page.click('.mine .bulk .el-checkbox')
    await page.click('.mine .bulk .el-button--primary')
    await page.waitForSelector('.el-dialog .rows li')
    await submit(page)
    await page.waitForSelector('.mine .none')
    assert.equal((await claims(page, 'state=owed')).length, 0)
    assert.equal((await claims(page, 'state=claimed')).length, own.length)
    await read_page(page, watch, 'owner: claimed')
    // what he sees of the finding
    await page.click('.disputes li a')
    await page.waitForSelector('.claim-panel li[data-state=disputed]')
    await read_page(page, watch, 'owner: finding', ['ZGJ'])
    await server.stop()
  },

  'claims: a leader decides a dispute, and the finding passes on': async (watch) => {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await enter(page, 'shaogl')
    await board(page)
    await page.waitForSelector('.disputes li')
    const [dispute] = await claims(page, 'state=disputed')
    await page.click('.disputes [data-event=pass_on]')
    await page.fill('#move-decision_reason', '项目管护由土地储备中心负责。')
    await submit(page)
    await page.waitForSelector('.passed li >> text=由土地储备中心负责')
    assert.equal(await page.locator('.disputes:visible').count(), 0)
    await read_page(page, watch, 'leader: decided')
    const after = (await call(page, 'GET', `${books}/claims/${dispute.id}`)).json.record
    assert.deepEqual([after.state, after.decided_unit_id], ['passed_on', dispute.proposed_unit_id])
    await page.click('.passed li a >> text=补充耕地')
    await page.waitForSelector('.claim-panel >> text=推诿 1 次')
    await page.waitForSelector('.claim-panel li[data-state=owed] >> text=土地储备中心')
    await read_page(page, watch, 'leader: finding', ['ZGJ'])
    // nothing is offered that is not his to do
    const person = page.locator('.claim-panel li[data-state=owed]', { hasText: '土地储备中心' })
    assert.equal(await person.locator('button').count(), 0)
    await server.stop()
  },

  'claims: the office records a signed list with its scan; the banner goes when all is in': async (watch) => {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await enter(page, 'liangyh')
    await board(page)
    const before = await units(page)
    await page.click('[data-by=organisation_id] .link >> text=人事教育科')
    await page.waitForSelector('.behind li')
    await page.click('.behind .bulk .el-checkbox')
    await page.click('.behind .bulk .el-button--primary')
    await page.setInputFiles('#move-paper_id', { name: '认领签字单.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 signed') })
    await read_page(page, watch, 'office: paper', ['fakepath']) // what a browser says of a chosen file
    await submit(page)
    await page.waitForFunction(() => !document.querySelector('.behind li[data-state=owed]'))
    await page.waitForSelector('.behind li >> text=（书面）')
    const after = await units(page)
    assert.deepEqual([after.claimed, after.owed], [before.claimed + 3, before.owed - 3])
    assert.equal(new Set((await claims(page, 'organisation_id=RSK&state=claimed')).map((c) => c.paper_id).filter(Boolean)).size, 1)
    assert.equal(await page.locator('[data-share=units] .big span').innerText(), `${after.claimed}/${after.total}`)
    // all the rest, as a script would; then no banner
    const rest = [...(await claims(page, 'state=disputed'))]
    await call(page, 'POST', `${books}/claims/moves/retract`, { ids: rest.map((c) => c.id), set: { retract_reason: '协商一致' } })
    const owed = await claims(page, 'state=owed')
    const done = (await call(page, 'POST', `${books}/claims/moves/claim`, { ids: owed.map((c) => c.id), set: {} })).json
    assert.equal(done.refused, 0)
    await board(page)
    assert.deepEqual(await page.locator('.big b').allInnerTexts(), ['100%', '100%'])
    await page.goto(server.base)
    await page.waitForSelector('.figure')
    await page.waitForTimeout(300)
    assert.equal(await page.locator('.claim-banner').count(), 0)
    await server.stop()
  },
}
