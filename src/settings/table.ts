// The one table of settings: inputs, action.yml, the documentation and all readers derive from it.
import { migrationSetting } from './migration.ts';
import { ofRun } from './run.ts';
import { ofService } from './service.ts';
import type { Setting } from './setting.ts';

const table = { ...ofRun, ...ofService, migration: migrationSetting } as const satisfies Record<
  string,
  Setting
>;

type Table = typeof table;
export type SettingName = keyof Table;
export const settings: Readonly<Record<SettingName, Setting>> = table;
export const settingNames = Object.keys(table) as readonly SettingName[];

/** The settings that a workflow may give. */
export type InputName = {
  [Name in SettingName]: Table[Name] extends { readonly isInput: false } ? never : Name;
}[SettingName];

const isInput = (name: SettingName): name is InputName => settings[name].isInput !== false;
export const inputNames: readonly InputName[] = settingNames.filter(isInput);

/** The settings with values of this kind. */
export type NameOf<Kind extends Setting['value']['kind']> = {
  [Name in SettingName]: Table[Name]['value']['kind'] extends Kind ? Name : never;
}[SettingName];

/** What a setting may be, if it is one of a fixed list. */
export type ChoiceOf<Name extends NameOf<'choice'>> = Table[Name]['value']['of'][number];

/** The settings as text, trimmed. `null`: absent or empty. */
export type RawSettings = Readonly<Record<SettingName, string | null>>;
