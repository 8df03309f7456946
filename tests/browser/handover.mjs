/* Who carries what: a hand-over from the dialogue to both signatures, a mirror check from its items to an answer by telephone, an own finding with the
 * lead official its portfolio proposes. */
import assert from 'node:assert/strict'
import { call, enter, make_store, open_page, phone, serve } from './harness.mjs'

const books = '/api/v1/ledgers/ZGJ'
const rows = async (page, path) => (await call(page, 'GET', path)).json.rows
const pick = async (page, scope, label, text) => {
  await page.locator(scope).getByRole('combobox', { name: label }).fill(text)
  await page.locator('.el-select-dropdown__item:visible', { hasText: text }).first().click()
}

export const tests = {
  'handover: chosen in the dialogue, signed by the transferor, received by telephone': async (watch) => {
    const server = await serve(make_store('sample'))
    const office = await open_page(server, watch)
    await enter(office, 'liangyh')
    const from = (await rows(office, '/api/v1/persons?q=贺晓岚'))[0].id
    await office.goto(`${server.base}/records/persons/${from}`)
    await office.click('text=交接名下事项')
    await office.waitForSelector('.el-dialog .holdings tbody tr')
    const carried = await office.locator('.el-dialog .holdings tbody tr').count()
    assert.ok(carried > 5)
    await pick(office, '.el-dialog:visible', '接收人', '邵国梁')
    await office.fill('#handover-reason', '轮岗交流')
    await office.click('.el-dialog .act .el-button--primary')
    await office.waitForURL(/handovers\/[0-9a-f-]{36}/)
    const id = office.url().split('/').pop()
    await office.waitForSelector('.one .holdings tbody tr')

    const leader = await open_page(server, watch)
    await enter(leader, 'hexl')
    await leader.goto(`${server.base}/handovers/${id}`)
    await leader.click('[data-event=hand]')
    await leader.click('.el-dialog:visible .act .el-button--primary')
    await leader.waitForSelector('.sheet header .state.handed')
    assert.equal(await leader.locator('[data-event=receive]').count(), 0, 'not his to receive')

    const successor = await open_page(server, watch, { size: phone })
    await enter(successor, 'shaogl')
    await successor.goto(`${server.base}/handovers/${id}`)
    await successor.waitForSelector('.one .holdings tbody tr')
    assert.equal(await successor.locator('.one .holdings tbody tr').count(), carried)
    assert.ok((await successor.evaluate(() => document.documentElement.scrollWidth)) <= phone.width, 'nothing stands out sideways')
    await successor.click('[data-event=receive]')
    await successor.click('.el-dialog:visible .act .el-button--primary')
    await successor.waitForSelector('.sheet header .state.done')
    assert.deepEqual((await rows(office, `${books}/holdings?person_id=${from}`)), [])
    await server.stop()
  },

  'mirror: items pasted, sent, answered by telephone, a problem of its own': async (watch) => {
    const server = await serve(make_store('sample'))
    const office = await open_page(server, watch)
    await enter(office, 'liangyh')
    const units = await rows(office, '/api/v1/organisations?limit=100')
    const unit = (code) => units.find((u) => u.code === code).id
    const made = (await call(office, 'POST', `${books}/mirror_checks`, { title: '对照住建局问题', units: [unit('RSK')] })).json.record
    await office.goto(`${server.base}/mirrors/${made.id}`)
    await office.click('text=粘贴事项')
    await office.fill('.paste textarea', '1. 选人用人程序不全。去年两起\n（二）干部档案漏记\n')
    await office.click('.paste button[type=submit]')
    await office.waitForSelector('.items li >> nth=1')
    await office.click('[data-event=send]')
    await office.click('.el-message-box__btns .el-button--primary')
    await office.waitForSelector('.matrix .cell button.owed')

    const owner = await open_page(server, watch, { size: phone })
    await enter(owner, 'hansm')
    await owner.click('.mirror-banner')
    await owner.waitForSelector('.mine .answer')
    await owner.click('[data-event=answer] >> nth=0')
    await owner.click('.choices .present')
    await owner.fill('.answer textarea', '查出一名干部考察材料不全')
    await owner.click('.answer .send')
    await owner.waitForSelector('.answer.answered')
    await owner.click('.choices .not_present') // the next one is open already
    await owner.fill('.answer.owed textarea', '逐卷核对')
    await owner.click('.answer.owed .send')
    await owner.waitForSelector('.done')
    assert.ok((await owner.evaluate(() => document.documentElement.scrollWidth)) <= phone.width, 'nothing stands out sideways')
    await owner.click('text=看登记的问题')
    await owner.waitForSelector('h1 >> text=选人用人程序不全')

    await office.reload()
    await office.waitForSelector('.matrix .cell button.present')
    await office.click('.matrix .cell button.not_present')
    await office.click('.opened [data-event=contradict]')
    await office.fill('.el-dialog:visible textarea', '抽查发现漏记')
    await office.click('.el-dialog:visible .act .el-button--primary')
    await office.waitForSelector('.matrix .cell button.contradicted')
    await office.click('[data-event=end]')
    await office.click('.el-message-box__btns .el-button--primary')
    await office.waitForSelector('.facts >> text=已结束')
    await server.stop()
  },

  'own finding: registered from the ledger, its lead official proposed and taken': async (watch) => {
    const server = await serve(make_store('sample'))
    const office = await open_page(server, watch)
    await enter(office, 'liangyh')
    await office.goto(`${server.base}/ledger`)
    await office.click('button.register')
    await office.fill('#own-title', '举一反三查出的问题')
    await pick(office, '.el-dialog:visible', '由何问题引出', '理论学习')
    await pick(office, '.el-dialog:visible', '牵头单位', '国土空间规划科')
    await office.click('.el-dialog .act .el-button--primary')
    await office.waitForURL(/findings\//)
    await office.click('.proposal .link')
    await office.waitForSelector('.proposal', { state: 'detached' })
    await office.waitForSelector('#responsibilities >> text=贺晓岚')
    await office.click('#prompted a')
    await office.waitForSelector('#prompted >> text=引出的问题')
    await server.stop()
  },

  'delegation: a leader is acted for, with a banner, within what was delegated': async (watch) => {
    const server = await serve(make_store('sample'))
    const office = await open_page(server, watch)
    await enter(office, 'liangyh')
    const person = async (name) => (await rows(office, `/api/v1/persons?q=${name}`))[0].id
    const made = await call(office, 'POST', '/api/v1/delegations', { person_id: await person('贺晓岚'), delegate_id: await person('卢桂芬'), covers: 'claims', from_on: '2020-01-01', until_on: '2099-12-31' })
    assert.equal(made.status, 201, made.text)
    const secretary = await open_page(server, watch)
    await enter(secretary, 'lugf')
    await secretary.click('.user')
    await secretary.click('text=代贺晓岚办理')
    await secretary.waitForSelector('.acting >> text=卢桂芬正在代贺晓岚办理')
    await secretary.goto(`${server.base}/ledger`)
    await secretary.waitForSelector('.grid .row.finding')
    assert.equal(await secretary.locator('.register').count(), 0, 'nothing is registered for another')
    await secretary.setViewportSize(phone)
    await secretary.goto(server.base)
    await secretary.waitForSelector('.acting')
    assert.ok((await secretary.evaluate(() => document.documentElement.scrollWidth)) <= phone.width, 'nothing stands out sideways')
    await secretary.click('.acting .link')
    await secretary.waitForSelector('.acting', { state: 'detached' })
    await server.stop()
  },
}
