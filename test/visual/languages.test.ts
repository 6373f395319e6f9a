import { comparePictures } from './pictures.js';

comparePictures('de');
comparePictures('ar');
comparePictures('ckb');
comparePictures('ja');
